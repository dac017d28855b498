namespace Hms.Signal.Montages;

/// <summary>Neighbouring derivations of a montage that belong together, for example the four of the left lateral chain.</summary>
/// <param name="Name">LL (left lateral), LP (left parasagittal), MID (midline), RP, RL; or the montage's own word.</param>
/// <param name="FirstPair">Index of the chain's first pair in <see cref="Montage.Pairs"/>.</param>
/// <param name="PairCount">Number of pairs, at least 1.</param>
public sealed record MontageChain(string Name, int FirstPair, int PairCount);
