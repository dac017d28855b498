namespace Hms.Signal.Montages;

/// <summary>Which voltages are looked at: an ordered list of derivations, independent of the order of the recorded channels.</summary>
/// <remarks>Immutable. <see cref="Bind"/> ties it to the channels of a recording.</remarks>
public sealed class Montage
{
    private static readonly (string Name, string[] Electrodes)[] BipolarChains =
    [
        ("LL", ["Fp1", "F7", "T3", "T5", "O1"]),
        ("LP", ["Fp1", "F3", "C3", "P3", "O1"]),
        ("MID", ["Fz", "Cz", "Pz"]),
        ("RP", ["Fp2", "F4", "C4", "P4", "O2"]),
        ("RL", ["Fp2", "F8", "T4", "T6", "O2"]),
    ];

    private static readonly (string Name, string[] Electrodes)[] TransverseChains =
    [
        ("FP", ["Fp1", "Fp2"]),
        ("F", ["F7", "F3", "Fz", "F4", "F8"]),
        ("C", ["T3", "C3", "Cz", "C4", "T4"]),
        ("P", ["T5", "P3", "Pz", "P4", "T6"]),
        ("O", ["O1", "O2"]),
    ];

    private static readonly string[] Scalp = [.. Electrodes.HmsOrder.Where(name => name != "EKG")];

    /// <summary>Makes a montage.</summary>
    /// <param name="name">Name for messages and files.</param>
    /// <param name="pairs">Derivations in output order, at least one.</param>
    /// <param name="chains">Groups of neighbouring pairs; none where the montage has no such groups.</param>
    /// <exception cref="ArgumentException">No pair, or a chain reaches beyond the pairs.</exception>
    public Montage(string name, IReadOnlyList<ElectrodePair> pairs, IReadOnlyList<MontageChain>? chains = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0) { throw new ArgumentException($"Montage '{name}' has no pairs; at least one is needed.", nameof(pairs)); }
        Name = name;
        Pairs = [.. pairs];
        Chains = chains is null ? [] : [.. chains];
        foreach (var chain in Chains)
        {
            if (chain.FirstPair < 0 || chain.PairCount < 1 || chain.FirstPair + chain.PairCount > Pairs.Count)
            {
                throw new ArgumentException(
                    $"Chain {chain.Name} spans pairs {chain.FirstPair}..{chain.FirstPair + chain.PairCount - 1}, montage '{name}' has {Pairs.Count}.", nameof(chains));
            }
        }
    }

    /// <summary>The double banana without the midline: LL, LP, RP, RL with four pairs each (16 pairs).</summary>
    public static Montage LongitudinalBipolar16 { get; } = Bipolar("longitudinal-bipolar-16", BipolarChains.Where(chain => chain.Name != "MID"));

    /// <summary>The double banana: LL(4), LP(4), Fz-Cz, Cz-Pz, RP(4), RL(4) (18 pairs).</summary>
    public static Montage LongitudinalBipolar18 { get; } = Bipolar("longitudinal-bipolar-18", BipolarChains);

    /// <summary>The 19 scalp electrodes as recorded, against the recording's own reference, in the HMS order, without the EKG.</summary>
    public static Montage Referential { get; } =
        new("referential", [.. Scalp.Select(name => new ElectrodePair(name))]);

    /// <summary>From left to right: Fp1-Fp2, F7-F3 to F4-F8, T3-C3 to C4-T4, T5-P3 to P4-T6, O1-O2 (14 pairs).</summary>
    /// <remarks>
    /// The coronal derivations of the transverse bipolar montage of ACNS Guideline 3 (Acharya et al. 2016, Journal of Clinical Neurophysiology 33, 312-316),
    /// without those to the ears and along the midline: the HMS files have no ear electrodes, and Fz-Cz, Cz-Pz belong to the longitudinal montage here.
    /// </remarks>
    public static Montage Transverse { get; } = Bipolar("transverse", TransverseChains);

    /// <summary>Every scalp electrode against the mean of the 19 (common average reference); the EKG is not part of it. Derivations Fp1-AVG and so on.</summary>
    /// <remarks>Offner 1950. NaN: an electrode that is NaN at a sample is left out of the mean there, and only its own derivation is NaN.</remarks>
    public static Montage Average { get; } = new("average", [.. Scalp.Select(name => new ElectrodePair(name, "AVG") { ReferenceElectrodes = Scalp })]);

    /// <summary>Every scalp electrode against the mean of its neighbours (<see cref="ElectrodeNeighbours"/>): the nearest-neighbour Laplacian. Derivations Fp1-LAP and so on.</summary>
    /// <remarks>
    /// Source derivation of Hjorth 1975 (Electroencephalography and Clinical Neurophysiology 39, 526-530) with equal weights; in uV, not divided by the squared distance.
    /// NaN: a neighbour that is NaN at a sample is left out of the mean there; a derivation is NaN where its electrode is, or where no neighbour is a number.
    /// </remarks>
    public static Montage Laplacian { get; } =
        new("laplacian", [.. Scalp.Select(name => new ElectrodePair(name, "LAP") { ReferenceElectrodes = ElectrodeNeighbours.Of1020[name] })]);

    /// <summary>The montages that experiments can name.</summary>
    public static IReadOnlyList<Montage> BuiltIn { get; } = [LongitudinalBipolar16, LongitudinalBipolar18, Referential, Transverse, Average, Laplacian];

    /// <summary>Name for messages and files.</summary>
    public string Name { get; }

    /// <summary>Derivations in output order.</summary>
    public IReadOnlyList<ElectrodePair> Pairs { get; }

    /// <summary>Groups of neighbouring pairs, in order; empty where the montage has none.</summary>
    public IReadOnlyList<MontageChain> Chains { get; }

    /// <summary>A montage of one's own, without chains.</summary>
    /// <param name="name">Name for messages and files.</param>
    /// <param name="pairs">Derivations as <c>Fp1-F7</c>, or <c>Fp1</c> for an electrode as recorded.</param>
    /// <exception cref="FormatException">A pair is not of that form.</exception>
    public static Montage FromPairs(string name, params IEnumerable<string> pairs) => new(name, [.. pairs.Select(ElectrodePair.Parse)]);

    /// <summary>Finds the montage's electrodes among the channels of a recording.</summary>
    /// <param name="channelNames">
    /// Channel names in recorded order; case does not matter. The newer names T7, T8, P7, P8 stand for T3, T4, T5, T6 and the other way round.
    /// </param>
    /// <exception cref="ArgumentException">Electrodes are missing, or a name occurs twice; the message lists them and the channels present.</exception>
    public BoundMontage Bind(IReadOnlyList<string> channelNames)
    {
        var channels = new ChannelIndex(channelNames);
        var missing = Pairs
            .SelectMany(pair => pair.ReferenceElectrodes.Prepend(pair.Active))
            .Where(electrode => channels.Find(electrode) < 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                $"Montage '{Name}' needs {(missing.Length == 1 ? "electrode" : "electrodes")} {string.Join(", ", missing)}; present: {string.Join(", ", channelNames)}.{DidYouMean(channels, missing)}",
                nameof(channelNames));
        }
        return new BoundMontage(this, channelNames.Count, [.. Pairs.Select(pair => channels.Find(pair.Active))], References(channels));
    }

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Pairs.Count} pairs)";

    /// <summary>For each pair the channels of its reference; one array for pairs that share a list.</summary>
    private int[][] References(ChannelIndex channels)
    {
        var shared = new Dictionary<IReadOnlyList<string>, int[]>(ReferenceEqualityComparer.Instance);
        var references = new int[Pairs.Count][];
        for (var i = 0; i < references.Length; i++)
        {
            var electrodes = Pairs[i].ReferenceElectrodes;
            if (!shared.TryGetValue(electrodes, out var found)) { shared[electrodes] = found = [.. electrodes.Select(channels.Find)]; }
            references[i] = found;
        }
        return references;
    }

    private static string DidYouMean(ChannelIndex channels, string[] missing)
    {
        var hints = missing.Select(electrode => (electrode, similar: channels.FindSimilar(electrode))).Where(hint => hint.similar.Count > 0)
            .Select(hint => $"{string.Join(" or ", hint.similar)} for {hint.electrode}").ToArray();
        return hints.Length == 0 ? "" : $" Did you mean {string.Join(", ", hints)}?";
    }

    private static Montage Bipolar(string name, IEnumerable<(string Name, string[] Electrodes)> chains)
    {
        var pairs = new List<ElectrodePair>();
        var groups = new List<MontageChain>();
        foreach (var (chain, electrodes) in chains)
        {
            groups.Add(new MontageChain(chain, pairs.Count, electrodes.Length - 1));
            pairs.AddRange(electrodes.Zip(electrodes.Skip(1), (active, reference) => new ElectrodePair(active, reference)));
        }
        return new Montage(name, pairs, groups);
    }
}
