using Hms.Signal.Montages;

namespace Hms.Data.Edf.Import;

/// <summary>Which signal of a file is which channel of the HMS layout.</summary>
/// <param name="Signals">For each channel of <see cref="Electrodes.HmsOrder"/> its signal; null where it is missing.</param>
/// <param name="Warnings">What is odd about it.</param>
internal sealed record ChannelMap(IReadOnlyList<EdfSignal?> Signals, IReadOnlyList<string> Warnings)
{
    private const string Ekg = "EKG";
    private const int MostNamed = 6;

    /// <summary>Finds the channels by their labels.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="signals">Its signals.</param>
    /// <param name="options">Channels chosen by the user, and what happens to missing ones.</param>
    /// <exception cref="HmsDataException">A channel is missing or could be several signals, the file holds differences only, or a chosen signal does not exist.</exception>
    public static ChannelMap Of(string path, IReadOnlyList<EdfSignal> signals, EdfImportOptions options)
    {
        var labels = signals.Select(signal => signal.Kind == EdfSignalKind.Measured ? ElectrodeLabel.Parse(signal.Label) : new ElectrodeLabel(ElectrodeLabelKind.Unknown, null, null)).ToList();
        var found = Electrodes.HmsOrder.Select(channel => Find(path, channel, signals, labels, options)).ToList();
        var warnings = new List<string>();
        RequireChannels(path, found, signals, labels, options, warnings);
        WarnOfReferences(found, labels, warnings);
        return new ChannelMap(found, warnings);
    }

    private static EdfSignal? Find(string path, string channel, IReadOnlyList<EdfSignal> signals, List<ElectrodeLabel> labels, EdfImportOptions options)
    {
        if (options.Channels.TryGetValue(channel, out var chosen)) { return Chosen(path, channel, chosen, signals); }
        var candidates = signals.Where((_, i) => labels[i].Electrode == channel).ToList();
        return candidates.Count <= 1
            ? candidates.FirstOrDefault()
            : throw new HmsDataException(path, $"{string.Join(" and ", candidates.Select(signal => $"\"{signal.Name}\""))} could each be {channel}; say which one with --channels {channel}=\"{candidates[0].Name}\".");
    }

    private static EdfSignal Chosen(string path, string channel, string label, IReadOnlyList<EdfSignal> signals)
    {
        foreach (var comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            var named = signals.Where(signal => signal.Name.Equals(label, comparison)).ToList();
            if (named.Count == 0) { named = [.. signals.Where(signal => signal.Label.Equals(label, comparison))]; }
            if (named.Count == 1) { return named[0]; }
            if (named.Count > 1) { throw new HmsDataException(path, $"{named.Count} signals are called \"{label}\", which was chosen for {channel}; name one of {string.Join(", ", named.Select(signal => $"\"{signal.Name}\""))}."); }
        }
        throw new HmsDataException(path, $"has no signal \"{label}\", which was chosen for {channel}; it has {Some(signals.Select(signal => signal.Name))}.");
    }

    private static void RequireChannels(string path, List<EdfSignal?> found, IReadOnlyList<EdfSignal> signals, List<ElectrodeLabel> labels, EdfImportOptions options, List<string> warnings)
    {
        var missing = Electrodes.HmsOrder.Where((_, i) => found[i] is null).ToList();
        if (missing.Count == 0) { return; }
        var electrodes = missing.Where(channel => channel != Ekg).ToList();
        var bipolar = signals.Where((_, i) => labels[i].Kind == ElectrodeLabelKind.Bipolar).Select(signal => signal.Label).ToList();
        if (electrodes.Count == Electrodes.HmsOrder.Count - 1)
        {
            throw new HmsDataException(path, bipolar.Count > 0
                ? $"is bipolar: its channels are differences of two electrodes ({Some(bipolar)}), and single electrodes cannot be had from them. Export it referentially, each electrode against one reference."
                : $"has none of the 19 electrodes; its signals are {Some(signals.Select(signal => signal.Name))}. Name the channels with --channels, for example Fp1=\"{(signals.Count > 0 ? signals[0].Name : "label")}\".");
        }
        if (electrodes.Count > 0 && options.Missing == MissingChannels.Refuse)
        {
            var hint = bipolar.Count > 0 ? $" {Some(bipolar)} are differences of two electrodes, which are no substitute." : "";
            throw new HmsDataException(path, $"misses {string.Join(", ", electrodes)}.{hint} Its signals are {Some(signals.Select(signal => signal.Name))}. Name them with --channels, or write empty columns with --missing nan.");
        }
        warnings.Add($"misses {string.Join(", ", missing)}: written as missing values.");
    }

    /// <summary>Differences between electrodes mean something only where both have one reference.</summary>
    private static void WarnOfReferences(List<EdfSignal?> found, List<ElectrodeLabel> labels, List<string> warnings)
    {
        var references = Electrodes.HmsOrder.Select((channel, i) => (channel, signal: found[i])).Where(pair => pair.signal is not null && pair.channel != Ekg)
            .GroupBy(pair => labels[pair.signal!.Index].Reference ?? "none given").ToList();
        if (references.Count < 2) { return; }
        warnings.Add($"Electrodes have different references ({string.Join("; ", references.Select(group => $"{group.Key}: {string.Join(", ", group.Select(pair => pair.channel))}"))}); differences between such electrodes hold the difference of the references, too.");
    }

    private static string Some(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 0 ? "none" : string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");
    }
}
