using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>y = (x - mean) / (standard deviation + Epsilon), population standard deviation; or y = (x - median) / (interquartile range + Epsilon). Any shape; NaN does not count and stays NaN.</summary>
/// <remarks>Where the interquartile range is 0 (half of the row or more is one value), the robust method subtracts the median only, as scikit-learn's RobustScaler does.</remarks>
public sealed class NormalizingTransformer : VectorMappingTransformer<NormalizingOptions>, IStepTransformer
{
    internal const string StepName = "Normalizing";

    /// <summary>Takes the options and what was learnt.</summary>
    /// <param name="options">Columns and scope.</param>
    /// <param name="statistics">Needed for the datawide scope, null for the instance scope.</param>
    public NormalizingTransformer(NormalizingOptions options, NormalizationStatistics? statistics = null) : base(options)
    {
        if ((options.Scope == NormalizationScope.Datawide) != (statistics is not null))
        {
            throw new ArgumentException("Datawide normalisation needs the statistics of the training rows, normalisation per instance takes none.", nameof(statistics));
        }
        if (statistics is not null && !(double.IsFinite(statistics.Mean) && statistics.StandardDeviation >= 0 && double.IsFinite(statistics.StandardDeviation)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Mean {statistics.Mean} and standard deviation {statistics.StandardDeviation} must be finite, the latter at least 0."), nameof(statistics));
        }
        Statistics = statistics;
    }

    /// <summary>What was learnt from the training rows; null for the instance scope.</summary>
    public NormalizationStatistics? Statistics { get; }

    bool IStepTransformer.IsStateless => Options.Scope == NormalizationScope.Instance;

    private protected override string Step => StepName;

    internal static NormalizingTransformer Load(StepPayload payload) =>
        new(payload.OptionsAs<NormalizingOptions>(), payload.Fitted is null ? null : payload.FittedAs<NormalizationStatistics>());

    internal override StepPayload ToPayload() => base.ToPayload() with { Fitted = Statistics is null ? null : HmsJson.ToObject(Statistics) };

    private protected override ITransformer Copy(NormalizingOptions options) => new NormalizingTransformer(options, Statistics);

    private protected override VectorMapping Bind(VectorShape input) => new(input, () => Apply);

    private void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        if (Statistics is { } known) { Amplitude.Standardize(x, known.Mean, known.StandardDeviation, y, Options.Epsilon); }
        else if (Options.Method == NormalizationMethod.Robust) { Amplitude.ScaleRobust(x, y, Options.Epsilon); }
        else { Amplitude.StandardizeInstance(x, y, Options.Epsilon); }
    }
}
