using Hms.Experiments.Configuration.Steps;
using Hms.Signal.Spectra;
using Hms.Transforms;
using Hms.Transforms.Steps.Spectra;
using Microsoft.ML;

namespace Hms.Experiments.Pipelines.Steps;

/// <summary>Steps from signals to spectra.</summary>
internal static class SpectrumSteps
{
    /// <summary>The estimator of a step of this family; null for any other step.</summary>
    public static IEstimator<ITransformer>? Create(TransformsCatalog transforms, PipelineStep step, ulong seed)
    {
        var (input, output) = (step.InputColumn, step.OutputColumn);
        return step.Settings switch
        {
            SpectrogramStep s => transforms.ComputeSpectrogram(Spectrogram(s, input, output)),
            MelSpectrogramStep s => transforms.ComputeMelSpectrogram(Mel(s, input, output)),
            MultitaperStep s => transforms.ComputeMultitaperSpectrogram(Multitaper(s, input, output)),
            _ => null,
        };
    }

    private static SpectrogramComputingOptions Spectrogram(SpectrogramStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        WindowSamples = step.WindowSamples,
        HopSamples = step.HopSamples,
        FftLength = step.FftLength,
        Window = Window(step.Window),
        TukeyFraction = step.TukeyFraction,
        Scaling = step.Scaling == SpectrogramScaling.Spectrum ? PowerScaling.Spectrum : PowerScaling.Density,
        Padding = step.Padding == SpectrogramPadding.Centred ? StftPadding.Centred : StftPadding.None,
        Values = Values(step.Values),
        Detrend = step.Detrend switch { DetrendMethod.None => Detrending.None, DetrendMethod.Linear => Detrending.Linear, _ => Detrending.Constant },
        LowHz = step.LowHz ?? 0,
        HighHz = step.HighHz,
        Averaging = Averaging(step.Average),
    };

    private static MelSpectrogramComputingOptions Mel(MelSpectrogramStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        WindowSamples = step.WindowSamples,
        HopSamples = step.HopSamples,
        FftLength = step.FftLength,
        Window = Window(step.Window),
        MelCount = step.Mels,
        LowHz = step.LowHz,
        HighHz = step.HighHz,
        FrameCount = step.Frames,
        Values = Values(step.Values),
        Averaging = Averaging(step.Average),
    };

    private static MultitaperComputingOptions Multitaper(MultitaperStep step, string input, string output) => new()
    {
        InputColumn = input,
        OutputColumn = output,
        Prefilter = step.Prefilter ? CompetitionPrefilter.Apply : CompetitionPrefilter.Skip,
        Grid = step.Grid == MultitaperTimeGrid.Competition ? MultitaperGrid.Competition : MultitaperGrid.WholeWindows,
    };

    private static WindowFunction Window(SpectrogramWindow window) => window switch
    {
        SpectrogramWindow.Tukey => WindowFunction.Tukey,
        SpectrogramWindow.Hamming => WindowFunction.Hamming,
        SpectrogramWindow.Blackman => WindowFunction.Blackman,
        SpectrogramWindow.Dpss => WindowFunction.Dpss,
        SpectrogramWindow.Rectangular => WindowFunction.Rectangular,
        _ => WindowFunction.Hann,
    };

    private static SpectrogramValues Values(PixelValues values) => values switch
    {
        PixelValues.Decibels => SpectrogramValues.Decibels,
        PixelValues.NormalizedDecibels => SpectrogramValues.NormalizedDecibels,
        _ => SpectrogramValues.Power,
    };

    private static SpectrogramAveraging Averaging(SpectrogramAverage average) => average == SpectrogramAverage.Chains ? SpectrogramAveraging.Chains : SpectrogramAveraging.None;
}
