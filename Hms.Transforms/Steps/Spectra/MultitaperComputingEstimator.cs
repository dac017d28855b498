using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Spectra;

/// <summary>Computes the competition's own spectrograms from an EEG: multitaper power of the regions LL, RL, LP, RP, in uV^2/Hz.</summary>
public sealed class MultitaperComputingEstimator : StepEstimator<MultitaperComputingOptions, MultitaperComputingTransformer>
{
    /// <summary>Takes the options.</summary>
    /// <param name="options">Columns, filters and windows.</param>
    public MultitaperComputingEstimator(MultitaperComputingOptions options) : base(options) { }

    private protected override MultitaperComputingTransformer Create(IDataView input, VectorShape shape) => ColumnMismatchException.Wrap(shape.Column, () => new MultitaperComputingTransformer(Options with
    {
        SampleRateHz = SignalShapes.SampleRateHz(shape, Options.SampleRateHz),
        ChannelNames = shape.ChannelNames ?? Options.ChannelNames,
    }));
}
