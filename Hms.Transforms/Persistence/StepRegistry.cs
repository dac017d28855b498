using Hms.Transforms.Scoring;
using Hms.Transforms.Steps.Values;
using Hms.Transforms.Steps.Filters;
using Hms.Transforms.Steps.Images;
using Hms.Transforms.Steps.Montages;
using Hms.Transforms.Steps.Spectra;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;

namespace Hms.Transforms.Persistence;

/// <summary>How each kind of step comes back from its payload.</summary>
internal static class StepRegistry
{
    private static readonly Dictionary<string, (int Version, Func<StepPayload, ITransformer> Create)> Steps = new(StringComparer.Ordinal)
    {
        [MissingValueReplacingTransformer.StepName] = (1, MissingValueReplacingTransformer.Load),
        [MontageApplyingTransformer.StepName] = (1, MontageApplyingTransformer.Load),
        [SignalFilteringTransformer.StepName] = (1, SignalFilteringTransformer.Load),
        [SpectrogramComputingTransformer.StepName] = (1, SpectrogramComputingTransformer.Load),
        [SpectrogramArrangingTransformer.StepName] = (1, SpectrogramArrangingTransformer.Load),
        [ValueClippingTransformer.StepName] = (1, ValueClippingTransformer.Load),
        [LogTransformingTransformer.StepName] = (1, LogTransformingTransformer.Load),
        [NormalizingTransformer.StepName] = (1, NormalizingTransformer.Load),
        [ImageResizingTransformer.StepName] = (1, ImageResizingTransformer.Load),
        [RowStackingTransformer.StepName] = (1, RowStackingTransformer.Load),
        [SpectrogramTilingTransformer.StepName] = (1, SpectrogramTilingTransformer.Load),
        [QuantileClippingTransformer.StepName] = (1, QuantileClippingTransformer.Load),
        [ChannelStackingTransformer.StepName] = (1, ChannelStackingTransformer.Load),
        [ClassRebalancingTransformer.StepName] = (1, ClassRebalancingTransformer.Load),
        [OnnxClassificationTransformer.StepName] = (1, OnnxClassificationTransformer.Load),
        [ScoreAveragingTransformer.StepName] = (1, ScoreAveragingTransformer.Load),
    };

    /// <summary>The names of all steps that a model file may hold.</summary>
    internal static IEnumerable<string> Names => Steps.Keys;

    /// <summary>The version that this program writes.</summary>
    internal static int VersionOf(string step) => Steps[step].Version;

    internal static ITransformer Create(StepPayload payload)
    {
        if (!Steps.TryGetValue(payload.Step, out var step))
        {
            throw new ModelFileException(StepPayload.OptionsEntry, $"Step '{payload.Step}' is unknown; this Hms knows {string.Join(", ", Steps.Keys)}. A newer Hms may know it.");
        }
        if (payload.Version < 1 || payload.Version > step.Version)
        {
            throw new ModelFileException(StepPayload.OptionsEntry, $"Step '{payload.Step}' was written in version {payload.Version}, this Hms reads up to version {step.Version}; use a newer Hms.");
        }
        try { return step.Create(payload); }
        catch (ArgumentException e) { throw new ModelFileException(StepPayload.OptionsEntry, $"Step '{payload.Step}': {e.Message}", e); }
    }
}
