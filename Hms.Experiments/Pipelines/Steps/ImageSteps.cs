using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Images;
using Hms.Transforms;
using Hms.Transforms.Steps.Images;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps on images.</summary>
internal static class ImageSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            ArrangeStep s => transforms.ArrangeSpectrogram(new SpectrogramArrangingOptions { InputColumn = input, OutputColumn = output, Layout = s.Layout == ImageLayout.Regions ? SpectrogramLayout.Regions : SpectrogramLayout.Single }),
            ResizeStep s => transforms.ResizeImage(new ImageResizingOptions { InputColumn = input, OutputColumn = output, Height = s.Height, Width = s.Width, Filtering = s.Antialias ? ResizeFiltering.Antialias : ResizeFiltering.Sample }),
            StackRowsStep s => transforms.StackRows(new RowStackingOptions { InputColumn = input, OutputColumn = output, Channels = s.Channels }),
            TileStep s => transforms.TileSpectrograms(new SpectrogramTilingOptions { SpectrogramColumn = s.Kaggle, EegColumn = s.Eeg, OutputColumn = output }),
            StackChannelsStep => transforms.StackChannels(new ChannelStackingOptions { InputColumns = step.Columns.Inputs, OutputColumn = output }),
            _ => null,
        };
    }
}
