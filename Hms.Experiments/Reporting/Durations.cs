namespace Hms.Experiments.Reporting;

/// <summary>Durations as people say them: 8 s, 3 min 20 s, 2 h 05 min.</summary>
internal static class Durations
{
    public static string Format(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 9.95 => $"{duration.TotalSeconds:F1} s",
        < 59.5 => $"{duration.TotalSeconds:F0} s",
        < 3599.5 => Minutes(TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds))),
        _ => $"{(int)duration.TotalHours} h {duration.Minutes:D2} min",
    };

    private static string Minutes(TimeSpan duration) => $"{(int)duration.TotalMinutes} min {duration.Seconds:D2} s";
}
