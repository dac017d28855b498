using Hms.Signal.Statistics;
using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Values;

/// <summary>Shifts and scales values to mean 0 and standard deviation 1, per row or by what the training rows have in common.</summary>
/// <remarks>
/// Datawide statistics pool all values of the training rows in one streaming pass (Welford and Chan), never the means of files of different length.
/// Fit it on training rows only: <see cref="Pipelines.HmsPipeline"/> does.
/// </remarks>
public sealed class NormalizingEstimator : StepEstimator<NormalizingOptions, NormalizingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and scope.</param>
    public NormalizingEstimator(NormalizingOptions options) : base(options) { }

    private protected override NormalizingTransformer Create(IDataView input, VectorShape shape) =>
        new(Options, Options.Scope == NormalizationScope.Datawide ? Measure(input, shape) : null);

    private NormalizationStatistics Measure(IDataView input, VectorShape shape)
    {
        var moments = new RunningMoments();
        var column = input.Schema[Options.InputColumn];
        using var cursor = input.GetRowCursor([column]);
        var reader = new VectorReader(cursor, column, shape.Size);
        while (cursor.MoveNext()) { moments.Add(reader.Read()); }
        if (moments.Count == 0)
        {
            throw new InvalidOperationException($"Column '{Options.InputColumn}' has no value that is not NaN; datawide normalisation needs training rows with values.");
        }
        return new NormalizationStatistics(moments.Mean, moments.PopulationStandardDeviation, moments.Count);
    }
}
