using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Montages;

/// <summary>Derives voltages between electrodes from recorded channels.</summary>
public sealed class MontageApplyingEstimator : StepEstimator<MontageApplyingOptions, MontageApplyingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns and montage.</param>
    public MontageApplyingEstimator(MontageApplyingOptions options) : base(options) { }

    private protected override MontageApplyingTransformer Create(IDataView input, VectorShape shape) =>
        new(Options with { ChannelNames = shape.ChannelNames ?? Options.ChannelNames });
}
