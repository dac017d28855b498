using Hms.Data.Schemas;

namespace Hms.Data.Checks;

/// <summary>Checks of all signal files together.</summary>
internal static class SetCheck
{
    private const double DeadShareWarned = 0.5;

    /// <summary>Short, equal and dead EEGs, and the mains in them.</summary>
    /// <param name="facts">Of each EEG.</param>
    /// <param name="patients">Patient of each EEG.</param>
    /// <param name="findings">Receives what is found.</param>
    public static void Eegs(IReadOnlyList<RecordingFacts> facts, IReadOnlyList<long> patients, FindingList findings)
    {
        var (readable, tooShort) = (facts.Count(one => one.IsReadable), facts.Count(one => one.IsShort));
        if (tooShort > 0) { findings.Info("short-eegs", null, $"{tooShort} of {readable} EEGs are shorter than 50 s."); }
        foreach (var channel in Channels(facts).Where(channel => channel.DeadFiles > DeadShareWarned * readable))
        {
            findings.Warning("dead-channel", null, $"{channel.Name} is dead (missing or standing still) in {channel.DeadFiles} of {readable} EEGs; a montage with it gives nothing there.", column: channel.Name);
        }
        if (LineCheck.Describe([.. facts.Select(one => one.LineHz)]) is { } rate) { findings.Warning("wrong-rate", null, rate); }
        var equal = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i].Content is not { } content || equal.TryAdd(content, i)) { continue; }
            var first = equal[content];
            var whose = patients[first] == patients[i] ? $"of patient {patients[i]} both" : $"of the patients {patients[first]} and {patients[i]}: a split by patient does not keep them apart, so it leaks";
            findings.Warning("duplicate-recording", facts[i].File, $"holds the same samples as {facts[first].File}, {whose}.");
        }
    }

    /// <summary>How large the EEGs are.</summary>
    public static AmplitudeRange? Amplitudes(IReadOnlyList<RecordingFacts> facts)
    {
        double[] sizes = [.. facts.Select(one => one.Size).OfType<double>().Order()];
        return sizes.Length == 0 ? null : new AmplitudeRange(sizes[0], sizes[sizes.Length / 2], sizes[^1]);
    }

    /// <summary>Equal spectrograms.</summary>
    public static void Spectrograms(IReadOnlyList<RecordingFacts> facts, FindingList findings)
    {
        var equal = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i].Content is not { } content || equal.TryAdd(content, i)) { continue; }
            findings.Warning("duplicate-recording", facts[i].File, $"holds the same values as {facts[equal[content]].File}.");
        }
    }

    /// <summary>The EEG channels over all readable files.</summary>
    public static IReadOnlyList<ChannelSummary> Channels(IReadOnlyList<RecordingFacts> facts)
    {
        RecordingFacts[] readable = [.. facts.Where(one => one.IsReadable)];
        if (readable.Length == 0) { return []; }
        var samples = readable.Sum(one => one.Values) / (double)TableSchema.Eeg.RequiredNames.Count;
        return [.. TableSchema.Eeg.RequiredNames.Select((name, c) => new ChannelSummary(name, readable.Sum(one => one.MissingByChannel[c]) / samples, readable.Count(one => one.DeadChannels[c])))];
    }
}
