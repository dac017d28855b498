using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Transforms.Caching;

namespace Hms.Experiments.Commands;

/// <summary><c>hms cache show</c> and <c>hms cache clear</c>: the features that are kept for all runs.</summary>
internal static class CacheCommand
{
    public static Command Create(CommandTerminal terminal) => new("cache", "Look at the features that are kept for all runs, or remove them.") { Show(terminal), Clear(terminal) };

    private static Command Show(CommandTerminal terminal)
    {
        var folder = CacheOptions.Folder();
        var json = CommonOptions.Json();
        var command = new Command("show", "Show the entries, the one that was longest unused first.") { folder, json };
        command.SetAction(parsed =>
        {
            var store = Open(parsed.GetValue(folder));
            var entries = store.Entries();
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(JsonSerializer.Serialize(new CacheView(store.Folder, entries.Sum(entry => entry.Bytes), entries), ReportJson.Options));
                return ExitCodes.Success;
            }
            foreach (var entry in entries) { terminal.Out.WriteLine($"{entry.Key[..12]}  {Size(entry.Bytes),9}  used {entry.LastUsed.ToString("u", CultureInfo.InvariantCulture)}"); }
            terminal.Out.WriteLine($"{store.Folder}: {entries.Count} entries, {Size(entries.Sum(entry => entry.Bytes))}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Clear(CommandTerminal terminal)
    {
        var folder = CacheOptions.Folder();
        var command = new Command("clear", "Remove all entries that no process has open; nothing else in the folder is touched.") { folder };
        command.SetAction(parsed =>
        {
            var store = Open(parsed.GetValue(folder));
            terminal.Out.WriteLine($"{store.Folder}: {Size(store.Clear())} removed, {store.Entries().Count} entries in use stay");
            return ExitCodes.Success;
        });
        return command;
    }

    private static FeatureStore Open(DirectoryInfo? folder) => new CacheChoice { Folder = folder?.FullName, MaximumBytes = long.MaxValue }.OpenKept();

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");

    /// <summary>The cache, for machines.</summary>
    private sealed record CacheView(string Folder, long Bytes, IReadOnlyList<FeatureStoreEntry> Entries);
}
