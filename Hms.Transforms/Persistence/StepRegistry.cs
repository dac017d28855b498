using Hms.Transforms.Scoring;
using Hms.Transforms.Steps.Values;
using Hms.Transforms.Steps.Features;
using Hms.Transforms.Steps.Filters;
using Hms.Transforms.Steps.Images;
using Hms.Transforms.Steps.Montages;
using Hms.Transforms.Steps.Spectra;
using Hms.Transforms.Steps.Training;
using Hms.Transforms.Steps.Wavelets;
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
        [WaveletDenoisingTransformer.StepName] = (1, WaveletDenoisingTransformer.Load),
        [SignalResamplingTransformer.StepName] = (1, SignalResamplingTransformer.Load),
        [SpectrogramComputingTransformer.StepName] = (1, SpectrogramComputingTransformer.Load),
        [MelSpectrogramComputingTransformer.StepName] = (1, MelSpectrogramComputingTransformer.Load),
        [MultitaperComputingTransformer.StepName] = (1, MultitaperComputingTransformer.Load),
        [ScalogramComputingTransformer.StepName] = (1, ScalogramComputingTransformer.Load),
        [WelchComputingTransformer.StepName] = (1, WelchComputingTransformer.Load),
        [BandPowerComputingTransformer.StepName] = (1, BandPowerComputingTransformer.Load),
        [ConnectivityComputingTransformer.StepName] = (1, ConnectivityComputingTransformer.Load),
        [FeatureConcatenatingTransformer.StepName] = (1, FeatureConcatenatingTransformer.Load),
        [SpectrogramArrangingTransformer.StepName] = (1, SpectrogramArrangingTransformer.Load),
        [ValueClippingTransformer.StepName] = (1, ValueClippingTransformer.Load),
        [ValueScalingTransformer.StepName] = (1, ValueScalingTransformer.Load),
        [LogTransformingTransformer.StepName] = (1, LogTransformingTransformer.Load),
        [NormalizingTransformer.StepName] = (NormalizingTransformer.PayloadVersion, NormalizingTransformer.Load),
        [ImageResizingTransformer.StepName] = (1, ImageResizingTransformer.Load),
        [RowStackingTransformer.StepName] = (1, RowStackingTransformer.Load),
        [SpectrogramTilingTransformer.StepName] = (1, SpectrogramTilingTransformer.Load),
        [QuantileClippingTransformer.StepName] = (1, QuantileClippingTransformer.Load),
        [ChannelStackingTransformer.StepName] = (1, ChannelStackingTransformer.Load),
        [ClassRebalancingTransformer.StepName] = (1, ClassRebalancingTransformer.Load),
        [ClassWeightingTransformer.StepName] = (1, ClassWeightingTransformer.Load),
        [RowAugmentingTransformer.StepName] = (1, RowAugmentingTransformer.Load),
        [OnnxClassificationTransformer.StepName] = (1, OnnxClassificationTransformer.Load),
        [ScoreAveragingTransformer.StepName] = (1, ScoreAveragingTransformer.Load),
        [ScoreBlendingTransformer.StepName] = (1, ScoreBlendingTransformer.Load),
        [ScoreStatisticsTransformer.StepName] = (1, ScoreStatisticsTransformer.Load),
    };

    /// <summary>How a payload of one version becomes one of the next: (step, version that was written) -> the payload as the next version would have written it.</summary>
    /// <remarks>A step of version n needs n - 1 of them; docs/formats/model.md says when and how to raise a version.</remarks>
    private static readonly Dictionary<(string Step, int From), Func<StepPayload, StepPayload>> Upgrades = new()
    {
        [(NormalizingTransformer.StepName, 1)] = NormalizingTransformer.UpgradeFromVersion1,
    };

    /// <summary>The names of all steps that a model file may hold.</summary>
    internal static IEnumerable<string> Names => Steps.Keys;

    /// <summary>The version that this program writes.</summary>
    internal static int VersionOf(string step) => Steps[step].Version;

    /// <summary>The versions of a step that can be brought to the next one.</summary>
    internal static IEnumerable<int> UpgradesOf(string step) => Upgrades.Keys.Where(key => key.Step == step).Select(key => key.From).Order();

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
        try { return step.Create(Upgrade(payload, step.Version)); }
        catch (ArgumentException e) { throw new ModelFileException(StepPayload.OptionsEntry, $"Step '{payload.Step}': {e.Message}", e); }
    }

    /// <summary>Raises a payload version by version.</summary>
    private static StepPayload Upgrade(StepPayload payload, int version)
    {
        while (payload.Version < version) { payload = Upgrades[(payload.Step, payload.Version)](payload) with { Version = payload.Version + 1 }; }
        return payload;
    }
}
