using ScottPlot;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>The pictures of one EEG on one sheet.</summary>
internal static class EegPicture
{
    /// <summary>Width of every picture in pixels.</summary>
    public const int Width = 1200;

    private const int SpectrumWidth = 400;
    private const int LowerHeight = 640;
    private const int SpectrumHeight = 520;
    private const double EegShareOfSpectrograms = 0.42;

    /// <summary>Draws the parts that are asked for.</summary>
    /// <param name="parts">Which.</param>
    /// <param name="traces">The page of traces.</param>
    /// <param name="page">The page.</param>
    /// <param name="spectra">Its power spectra.</param>
    /// <param name="spectrograms">Its spectrograms, at most two: of the file, from the EEG.</param>
    public static Picture Draw(EegPictureParts parts, EegTraceFigure traces, EegPage page, IReadOnlyList<ChannelSpectrum> spectra, IReadOnlyList<SpectrogramView> spectrograms) => parts switch
    {
        EegPictureParts.Traces => traces.Draw(Width),
        EegPictureParts.Spectrum => Picture.Of(PowerSpectrumFigure.Draw(page, spectra), Width, SpectrumHeight),
        EegPictureParts.Spectrograms => Spectrograms(spectrograms, 0),
        _ when spectrograms.Count == 0 => Picture.Stack(traces.Draw(Width), Picture.Of(PowerSpectrumFigure.Draw(page, spectra), Width, SpectrumHeight)),
        _ => Picture.Stack(traces.Draw(Width), Lower(page, spectra, spectrograms)),
    };

    private static Picture Lower(EegPage page, IReadOnlyList<ChannelSpectrum> spectra, IReadOnlyList<SpectrogramView> spectrograms)
    {
        var right = Spectrograms(spectrograms, SpectrumWidth);
        return right with { Panels = [(PowerSpectrumFigure.Draw(page, spectra), Picture.Area(0, 0, SpectrumWidth, LowerHeight)), .. right.Panels] };
    }

    private static Picture Spectrograms(IReadOnlyList<SpectrogramView> views, int left)
    {
        const float BarPixels = 80; // the last column has the colour bars
        var room = Width - left - BarPixels;
        var share = views.Count == 1 ? 1 : 1 - EegShareOfSpectrograms;
        List<PixelRect> areas = [Picture.Area(left, 0, (float)(room * share) + (views.Count == 1 ? BarPixels : 0), LowerHeight)];
        if (views.Count > 1) { areas.Add(Picture.Area(left + areas[0].Width, 0, Width - left - areas[0].Width, LowerHeight)); }
        return new Picture([.. SpectrogramFigure.Draw(views, areas)], Width, LowerHeight);
    }
}
