namespace Hms.Benchmarks.Peers;

/// <summary>All cases, family by family. A new family is one file and one line here.</summary>
internal static class PeerCatalog
{
    public static IEnumerable<PeerCase> Cases() =>
    [
        .. FilterPeers.Cases(),
        .. SpectrumPeers.Cases(),
        .. WaveletPeers.Cases(),
    ];
}
