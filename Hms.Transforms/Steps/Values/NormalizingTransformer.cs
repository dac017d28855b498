using System.Text.Json.Nodes;
using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>y = (x - mean) / (standard deviation + Epsilon), population standard deviation; or y = (x - median) / (interquartile range + Epsilon). Any shape for axis All, else [..., frequencies, times]. NaN does not count and stays NaN.</summary>
/// <remarks>
/// An infinite value is refused in the instance scope, whose mean it would spoil, and stays infinite in the datawide scope. Where the interquartile range is 0 (half of
/// the row or more is one value), the robust method subtracts the median only, as scikit-learn's RobustScaler does; so does the datawide scope for values that are constant over the training rows.
/// </remarks>
public sealed class NormalizingTransformer : VectorMappingTransformer<NormalizingOptions>, IStepTransformer
{
    internal const string StepName = "Normalizing";

    // Rounding of float values leaves a constant this much of spread.
    private const double ConstantTolerance = 1e-7;

    /// <summary>Version 1 knew one group only, and wrote it without a list.</summary>
    internal const int PayloadVersion = 2;

    /// <summary>Takes the options and what was learnt.</summary>
    /// <param name="options">Columns, scope and axis.</param>
    /// <param name="statistics">One for each group of values for the datawide scope; none for the instance scope.</param>
    public NormalizingTransformer(NormalizingOptions options, params IReadOnlyList<NormalizationStatistics> statistics) : base(options)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if ((options.Scope == NormalizationScope.Datawide) != (statistics.Count > 0))
        {
            throw new ArgumentException("Datawide normalisation needs the statistics of the training rows, normalisation per instance takes none.", nameof(statistics));
        }
        foreach (var group in statistics)
        {
            if (!(double.IsFinite(group.Mean) && group.StandardDeviation >= 0 && double.IsFinite(group.StandardDeviation)))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Mean {group.Mean} and standard deviation {group.StandardDeviation} must be finite, the latter at least 0."), nameof(statistics));
            }
        }
        Statistics = [.. statistics];
    }

    /// <summary>What was learnt from the training rows, one for each group of values (one for axis All, one a frequency, or one a channel and frequency); empty for the instance scope.</summary>
    public IReadOnlyList<NormalizationStatistics> Statistics { get; }

    bool IStepTransformer.IsStateless => Options.Scope == NormalizationScope.Instance;

    private protected override string Step => StepName;

    internal static NormalizingTransformer Load(StepPayload payload) =>
        new(payload.OptionsAs<NormalizingOptions>(), payload.Fitted is null ? [] : payload.FittedAs<FittedGroups>().Groups);

    /// <summary>Version 1: fitted was {mean, standardDeviation, count}; now it is {groups: [{...}]}.</summary>
    internal static StepPayload UpgradeFromVersion1(StepPayload old) =>
        old.Fitted is null ? old : old with { Fitted = new JsonObject { ["groups"] = new JsonArray(old.Fitted.DeepClone()) } };

    internal override StepPayload ToPayload() => base.ToPayload() with { Fitted = Statistics.Count == 0 ? null : HmsJson.ToObject(new FittedGroups(Statistics)) };

    private protected override ITransformer Copy(NormalizingOptions options) => new NormalizingTransformer(options, Statistics);

    private protected override VectorMapping Bind(VectorShape input)
    {
        var groups = NormalizationGroups.Of(input, Options.Axis);
        if (Options.Method == NormalizationMethod.Robust) { return new VectorMapping(input, () => (x, y) => Amplitude.ScaleRobust(x, y, Options.Epsilon)); }
        if (Options.Scope == NormalizationScope.Instance) { return new VectorMapping(input, () => PerInstance(groups)); }
        if (groups.GroupCount != Statistics.Count)
        {
            throw new ColumnMismatchException(input.Column, $"Column '{input.Column}' has dimensions {input.DimensionText}, which are {groups.GroupCount} groups of values; the training table had {Statistics.Count}.");
        }
        return new VectorMapping(input, () => (x, y) => Datawide(x, y, groups));
    }

    private void Datawide(ReadOnlySpan<float> x, Span<float> y, NormalizationGroups groups)
    {
        for (var run = 0; run * groups.RunLength < x.Length; run++)
        {
            var (known, start) = (Statistics[run % groups.GroupCount], run * groups.RunLength);
            // Values that are constant over the training rows have no scale: a held-out value that differs must not become a million.
            var scale = known.StandardDeviation > ConstantTolerance * Math.Abs(known.Mean) ? known.StandardDeviation : 1;
            Amplitude.Standardize(x.Slice(start, groups.RunLength), known.Mean, scale, y.Slice(start, groups.RunLength), Options.Epsilon);
        }
    }

    private SpanFunction PerInstance(NormalizationGroups groups)
    {
        var moments = new RunningMoments();
        return (x, y) =>
        {
            var step = groups.GroupCount * groups.RunLength;
            for (var first = 0; first < step; first += groups.RunLength)
            {
                moments.Clear();
                for (var start = first; start < x.Length; start += step) { moments.Add(x.Slice(start, groups.RunLength)); }
                for (var start = first; start < x.Length; start += step) { Standardize(x.Slice(start, groups.RunLength), moments, y.Slice(start, groups.RunLength)); }
            }
        };
    }

    private void Standardize(ReadOnlySpan<float> x, RunningMoments moments, Span<float> y)
    {
        if (moments.Count == 0) { x.CopyTo(y); }
        else { Amplitude.Standardize(x, moments.Mean, moments.PopulationStandardDeviation, y, Options.Epsilon); }
    }

    private sealed record FittedGroups(IReadOnlyList<NormalizationStatistics> Groups);
}
