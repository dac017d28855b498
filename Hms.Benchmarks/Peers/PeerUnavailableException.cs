namespace Hms.Benchmarks.Peers;

/// <summary>A library that a case is compared with is not on this machine.</summary>
internal sealed class PeerUnavailableException(string message) : Exception(message);
