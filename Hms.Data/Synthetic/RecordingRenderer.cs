using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>Renders one recording: background, patterns of the mixture z, artefacts. Only the patterns know z.</summary>
/// <param name="style">The patient's.</param>
/// <param name="patternToBackground">Amplitude of the patterns relative to the background.</param>
/// <param name="seed">Seed of the recording.</param>
internal sealed class RecordingRenderer(PatientStyle style, double patternToBackground, ulong seed)
{
    /// <summary>Renders into the buffer, in uV, not rounded.</summary>
    /// <param name="signal">Buffer of the wanted length; what it holds is added to.</param>
    /// <param name="z">The mixture.</param>
    /// <param name="firstWindowStart">Sample at which the first labelled window starts.</param>
    /// <param name="lastWindowEnd">Sample at which the last one ends.</param>
    /// <param name="parts">What to render.</param>
    public void Render(SignalBuffer signal, double[] z, int firstWindowStart, int lastWindowEnd, RecordingParts parts)
    {
        var level = Random("level");
        var background = style.BackgroundMicrovolts * Math.Exp(0.15 * level.NextGaussian());
        var pattern = background * patternToBackground * Math.Exp(0.45 * level.NextGaussian());
        if (parts.HasFlag(RecordingParts.Background)) { new BackgroundRenderer(Random("background"), style, background).Render(signal); }
        if (parts.HasFlag(RecordingParts.Patterns)) { new PatternRenderer(Random("patterns"), style, pattern).Render(signal, z, firstWindowStart, lastWindowEnd); }
        if (parts.HasFlag(RecordingParts.Artefacts)) { new ArtefactRenderer(Random("artefacts"), style).Render(signal); }
    }

    private HashRandom Random(string purpose) => new(SeedHash.Derive(seed, purpose));
}
