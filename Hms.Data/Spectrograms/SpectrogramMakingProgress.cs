namespace Hms.Data.Spectrograms;

/// <summary>How far the making of spectrogram files is.</summary>
/// <param name="Done">Files done.</param>
/// <param name="Total">Files to make.</param>
public readonly record struct SpectrogramMakingProgress(int Done, int Total);
