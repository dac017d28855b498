namespace Hms.Tests.Tuning;

/// <summary>The golden files of this room.</summary>
internal static class Goldens
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Golden", "tuning", name);
}
