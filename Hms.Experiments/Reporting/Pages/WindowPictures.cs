using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting.Recordings;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Draws the EEG and the spectrogram of single rows, where the data set is still there.</summary>
internal sealed class WindowPictures
{
    private const int TraceWidth = 900;
    private const int SpectrogramWidth = 540;
    private const int SpectrogramHeight = 500;

    private readonly HmsFolder? _folder;
    private readonly string _missing = "";
    private readonly ILookup<long, LabelRow> _labels = Array.Empty<LabelRow>().ToLookup(row => row.EegId);

    /// <summary>Opens the data set.</summary>
    /// <param name="root">Its folder.</param>
    /// <param name="eegs">EEGs that will be drawn.</param>
    public WindowPictures(string root, IEnumerable<long> eegs)
    {
        if (!Directory.Exists(root))
        {
            _missing = $"The recordings are not drawn: the data set {root} is not there any more.";
            return;
        }
        try
        {
            _folder = HmsFolder.Open(root);
            var wanted = eegs.ToHashSet();
            if (_folder.HasLabels) { _labels = _folder.ReadLabels().Where(row => wanted.Contains(row.EegId)).ToLookup(row => row.EegId); }
        }
        catch (Exception exception) when (IsOfData(exception))
        {
            _folder = null;
            _missing = $"The recordings are not drawn: {exception.Message}";
        }
    }

    /// <summary>Draws one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">Begins the names of the figures.</param>
    /// <param name="quality">Quality of the pictures, 0 to 100.</param>
    /// <returns>The figures, and why one is missing.</returns>
    public (IReadOnlyList<FigureBlock> Figures, string Note) Draw(HeldOutPrediction row, string name, int quality)
    {
        if (_folder is null) { return ([], _missing); }
        try
        {
            var recording = EegFile.Read(_folder.EegPath(row.EegId));
            var label = _labels[row.EegId].FirstOrDefault(x => x.LabelId == row.LabelId);
            var page = EegPageReader.Read(row.EegId, recording, [.. _labels[row.EegId]], new EegPageOptions { Window = label?.EegSubId });
            return ([.. Draw(page, recording, row, name, quality)], "");
        }
        catch (Exception exception) when (IsOfData(exception))
        {
            return ([], $"The recording is not drawn: {exception.Message}");
        }
    }

    private IEnumerable<FigureBlock> Draw(EegPage page, EegRecording recording, HeldOutPrediction row, string name, int quality)
    {
        var traces = new EegTraceFigure(page).Draw(TraceWidth);
        yield return new FigureBlock(
            name + "-eeg", $"EEG {row.EegId}, {page.Seconds:0.#} s, {page.Options.Montage.Name}, {page.Options.FilterText}.",
            $"Traces of EEG {row.EegId} from {page.StartSeconds:0.#} s on, {page.Traces.Count} derivations below one another.", new PixelPicture(traces.ToWebp(quality), null, traces.Width, traces.Height));
        var id = row.SpectrogramId ?? page.Label?.SpectrogramId;
        var view = id is { } spectrogram && _folder!.FindSpectrogram(spectrogram) is { } file ? SpectrogramView.OfFile(spectrogram, SpectrogramFile.Read(file), page.Label) : SpectrogramView.OfEeg(page, recording);
        if (view is null) { yield break; }
        var sheet = new Picture([.. SpectrogramFigure.Draw([view], [Picture.Area(0, 0, SpectrogramWidth, SpectrogramHeight)])], SpectrogramWidth, SpectrogramHeight);
        yield return new FigureBlock(
            name + "-spectrogram", $"Spectrogram ({view.Title}) of the four regions. White lines: the window of 50 s; dashed: the 10 s that were judged.",
            $"Spectrogram of four regions over {view.Rows * view.StepSeconds:0} s.", new PixelPicture(sheet.ToWebp(quality), sheet.ToDarkWebp(quality), SpectrogramWidth, SpectrogramHeight));
    }

    private static bool IsOfData(Exception exception) => exception is UserErrorException or HmsDataException or IOException or UnauthorizedAccessException;
}
