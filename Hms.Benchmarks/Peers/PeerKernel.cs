namespace Hms.Benchmarks.Peers;

/// <summary>Our kernel, ready to run.</summary>
/// <param name="Run">Computes once; this is timed.</param>
/// <param name="Result">Where <paramref name="Run"/> leaves its result: compared with the peer's before anything is timed.</param>
internal sealed record PeerKernel(Action Run, PeerArray Result);
