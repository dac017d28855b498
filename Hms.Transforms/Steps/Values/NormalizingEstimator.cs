using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Shifts and scales values to mean 0 and standard deviation 1, per row or by what the training rows have in common; all values alike, or each frequency bin by itself.</summary>
/// <remarks>
/// Datawide statistics pool the values of the training rows in one streaming pass (Welford and Chan), never the means of files of different length.
/// Fit it on training rows only: <see cref="Pipelines.HmsPipeline"/> does.
/// </remarks>
public sealed class NormalizingEstimator : StepEstimator<NormalizingOptions, NormalizingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, scope and axis.</param>
    public NormalizingEstimator(NormalizingOptions options) : base(options) { }

    private protected override NormalizingTransformer Create(IDataView input, VectorShape shape)
    {
        var groups = NormalizationGroups.Of(shape, Options.Axis);
        return new(Options, Options.Scope == NormalizationScope.Datawide ? Measure(input, shape, groups) : []);
    }

    private NormalizationStatistics[] Measure(IDataView input, VectorShape shape, NormalizationGroups groups)
    {
        var moments = Enumerable.Range(0, groups.GroupCount).Select(_ => new RunningMoments()).ToArray();
        var column = input.Schema[Options.InputColumn];
        using var cursor = input.GetRowCursor([column]);
        var reader = new VectorReader(cursor, column, shape.Size);
        while (cursor.MoveNext())
        {
            try { Add(moments, reader.Read(), groups.RunLength); }
            catch (ArgumentException e) { throw new InvalidOperationException($"Row {cursor.Position} of column '{Options.InputColumn}': {e.Message}", e); }
        }
        return [.. moments.Select(Statistics)];
    }

    private static void Add(RunningMoments[] moments, ReadOnlySpan<float> values, int runLength)
    {
        for (var run = 0; run * runLength < values.Length; run++) { moments[run % moments.Length].Add(values.Slice(run * runLength, runLength)); }
    }

    private NormalizationStatistics Statistics(RunningMoments moments, int group)
    {
        if (moments.Count > 0) { return new(moments.Mean, moments.PopulationStandardDeviation, moments.Count); }
        var where = Options.Axis == NormalizationAxis.All ? string.Empty : $" in frequency row {group}";
        throw new InvalidOperationException($"Column '{Options.InputColumn}' has no value{where} that is not NaN; datawide normalisation needs training rows with values.");
    }
}
