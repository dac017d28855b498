using System.Globalization;

namespace Hms.Experiments.Running.Reruns;

/// <summary>What differs between the machines and versions of two runs: the likely reason of other last bits.</summary>
internal static class EnvironmentComparison
{
    private const string Unknown = "not recorded";

    /// <summary>The differences, as sentences; empty where there is none that the records know of.</summary>
    /// <remarks>What only one of two whole records knows is a difference; what a record of an earlier version could not know (natives, hardware, git) is none.</remarks>
    /// <param name="before">Record of the run.</param>
    /// <param name="after">Record of its repetition.</param>
    public static IReadOnlyList<string> Compare(RunRecord before, RunRecord after)
    {
        if (before.Natives is null || after.Natives is null) { (before, after) = (before with { Natives = null }, after with { Natives = null }); }
        if (before.Hardware is null || after.Hardware is null) { (before, after) = (before with { Hardware = null }, after with { Hardware = null }); }
        if (before.Git is null || after.Git is null) { (before, after) = (before with { Git = null }, after with { Git = null }); }
        var (left, right) = (Facts(before), Facts(after));
        return [.. left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
            .Select(key => (Key: key, Was: left.GetValueOrDefault(key, Unknown), Is: right.GetValueOrDefault(key, Unknown)))
            .Where(x => x.Was != x.Is).Select(x => $"{x.Key} was {x.Was}, is {x.Is}")];
    }

    private static SortedDictionary<string, string> Facts(RunRecord record)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, version) in record.Environment) { facts[name] = version; }
        foreach (var (name, version) in record.Natives ?? new Dictionary<string, string>()) { facts[$"native {name}"] = version; }
        if (record.Device is { } device) { facts["device"] = device; }
        if (record.Git?.Commit is { } commit) { facts["git commit"] = commit + (record.Git.IsDirty == true ? " with changes" : ""); }
        if (record.Hardware is not { } hardware) { return facts; }
        facts["processor"] = hardware.Processor ?? Unknown;
        facts["number of processors"] = hardware.Processors.ToString(CultureInfo.InvariantCulture);
        facts["memory (GB)"] = hardware.MemoryGigabytes.ToString(CultureInfo.InvariantCulture);
        facts["GPU"] = hardware.Gpus.Count == 0 ? "none" : string.Join(", ", hardware.Gpus);
        return facts;
    }
}
