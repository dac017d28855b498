using System.Globalization;
using System.Text.Json;
using Hms.Data.Files;
using Hms.Experiments.Configuration;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Recordings;

namespace Hms.Experiments.Commands.Data;

/// <summary>Draws one EEG and says what the picture shows.</summary>
internal static class ShowEeg
{
    private const int NearIds = 3;
    private const double DominatingDecibels = 30;

    public static void Run(HmsFolder folder, long eegId, EegPageOptions options, EegPictureParts parts, string path, bool asJson, CommandTerminal terminal)
    {
        var labels = folder.HasLabels ? folder.ReadLabels().Where(row => row.EegId == eegId).ToList() : [];
        var recording = EegFile.Read(Find(folder, eegId, labels.Count > 0));
        var page = EegPageReader.Read(eegId, recording, labels, options);
        var traces = new EegTraceFigure(page);
        var spectra = ChannelSpectrum.Of(page.Unfiltered);
        var spectrograms = parts is EegPictureParts.All or EegPictureParts.Spectrograms ? Spectrograms(folder, page, recording, terminal) : [];
        if (parts == EegPictureParts.Spectrograms && spectrograms.Count == 0) { throw new UserErrorException($"EEG {eegId} has no spectrogram file and is shorter than the 4 s that one window needs; there is nothing to draw."); }
        EegPicture.Draw(parts, traces, page, spectra, spectrograms).Save(path);
        var summary = Summarise(page, traces, spectra, spectrograms, path);
        if (asJson) { terminal.Out.WriteLine(JsonSerializer.Serialize(summary, ReportJson.Options)); }
        else { Write(summary, page, terminal.Out); }
    }

    private static string Find(HmsFolder folder, long eegId, bool labelled)
    {
        if (labelled) { return folder.EegPath(eegId); } // names the files that are looked for
        return folder.FindEeg(eegId) ?? throw new UserErrorException($"{folder.Root} has no EEG {eegId}{Near(folder, eegId)}; `hms data show --root {folder.Root}` lists some of its ids.");
    }

    private static string Near(HmsFolder folder, long eegId)
    {
        var word = eegId.ToString(CultureInfo.InvariantCulture);
        var ids = EegListing.Ids(folder).OrderBy(id => Suggestions.Distance(word, id.ToString(CultureInfo.InvariantCulture))).ThenBy(id => Math.Abs(id - eegId)).Take(NearIds).ToList();
        return ids.Count == 0 ? "" : $"; near it: {string.Join(", ", ids)}";
    }

    private static List<SpectrogramView> Spectrograms(HmsFolder folder, EegPage page, EegRecording recording, CommandTerminal terminal)
    {
        var views = new List<SpectrogramView>();
        var id = page.Label is { } row ? row.SpectrogramId : folder.HasTest ? folder.ReadTest().FirstOrDefault(test => test.EegId == page.EegId)?.SpectrogramId : null;
        if (id is { } spectrogram)
        {
            if (folder.FindSpectrogram(spectrogram) is { } file) { views.Add(SpectrogramView.OfFile(spectrogram, SpectrogramFile.Read(file), page.Label)); }
            else { terminal.Error.WriteLine($"spectrogram {spectrogram} has no file in {folder.Root}; only the one made from the EEG is drawn"); }
        }
        if (SpectrogramView.OfEeg(page, recording) is { } own) { views.Add(own); }
        return views;
    }

    private static EegSummary Summarise(EegPage page, EegTraceFigure traces, IReadOnlyList<ChannelSpectrum> spectra, List<SpectrogramView> spectrograms, string path) => new(
        page.EegId, page.StartSeconds, page.Seconds, page.DurationSeconds, page.Options.Montage.Name, page.Options.FilterText, page.Options.Polarity, traces.Scale.MicrovoltsPerMillimetre, traces.CutShare,
        page.Traces.Where(trace => trace.Group != EegTrace.EkgGroup).Average(trace => trace.Values.Count(float.IsNaN) / (double)trace.Values.Length),
        page.Label is { } row ? new EegSummaryLabel(row.EegSubId, row.EegOffsetSeconds, row.PatientId, row.ExpertConsensus, row.Votes) : null,
        [.. PowerSpectrumFigure.Measure(spectra).Select(x => new EegSummaryLine(x.Strongest.FrequencyHz, x.MedianDecibels, x.Strongest.Channel, x.Strongest.Decibels, x.Strongest.MicrovoltsRms))],
        [.. spectrograms.Select(view => view.Title)], path);

    private static void Write(EegSummary summary, EegPage page, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"EEG {summary.EegId}, {summary.StartSeconds:0.###} to {summary.StartSeconds + summary.Seconds:0.###} s of {summary.DurationSeconds:0.###} s -> {summary.Picture}"));
        output.WriteLine(page.Label is { } row ? $"  window {row.EegSubId}, patient {row.PatientId}: {PageHeading.Votes(row)}" : "  no votes known");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {summary.Montage}, {summary.Filter}, {summary.MicrovoltsPerMillimetre:0.###} uV/mm; {summary.CutShare:P1} of the samples cut, {summary.MissingShare:P1} missing"));
        foreach (var line in summary.LineNoise) { output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {line.FrequencyHz:0} Hz: {line.MedianDecibels:+0.0;-0.0;0.0} dB over its surroundings (median), strongest in {line.StrongestChannel}: {line.StrongestMicrovoltsRms:0.00} uV RMS")); }
        foreach (var line in summary.LineNoise.Where(line => line.MedianDecibels >= DominatingDecibels && page.Options.NotchHz != line.FrequencyHz)) { output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {line.FrequencyHz:0} Hz dominates; --notch {line.FrequencyHz:0} takes it off the traces")); }
        if (page.Seconds < page.Options.Seconds - 1e-9) { output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the page is {page.Seconds:0.###} s long, not {page.Options.Seconds:0.###}: the file ends there")); }
    }
}
