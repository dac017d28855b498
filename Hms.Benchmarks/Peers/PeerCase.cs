namespace Hms.Benchmarks.Peers;

/// <summary>One kernel of ours beside one function of a Python library.</summary>
/// <param name="Name">Unique name; --only finds it by any part.</param>
/// <param name="Peer">Name under which the Python function is registered, for example filters.sosfilt.</param>
internal sealed record PeerCase(string Name, string Peer)
{
    /// <summary>What is computed, in a few words, and what the peer is.</summary>
    public required string About { get; init; }

    /// <summary>How many times faster than the peer we mean to be; null where nothing was promised.</summary>
    public double? Goal { get; init; }

    /// <summary>Largest difference that is still equality, as a share of the peer's largest magnitude. Give its reason where the case stands.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Arrays that the peer is given.</summary>
    public IReadOnlyList<PeerArray> Inputs { get; init; } = [];

    /// <summary>Numbers and names that the peer is given: an anonymous object, sent as JSON.</summary>
    public object Parameters { get; init; } = new { };

    /// <summary>The least work that the definition asks for: it gives the floor.</summary>
    public required PeerWork Work { get; init; }

    /// <summary>Prepares our kernel: designs and buffers are made here, outside the time.</summary>
    public required Func<PeerKernel> Prepare { get; init; }
}
