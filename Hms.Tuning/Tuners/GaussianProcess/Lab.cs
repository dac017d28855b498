namespace Hms.Tuning.Tuners.GaussianProcess;
internal static class Lab
{
    public static readonly Dictionary<string, double> Values = new();
    public static double Get(string name, double fallback) => Values.TryGetValue(name, out var x) ? x : fallback;
}
