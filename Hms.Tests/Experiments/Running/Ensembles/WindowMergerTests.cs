using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Experiments;
using Hms.Experiments.Running.Ensembles;

namespace Hms.Tests.Experiments.Running.Ensembles;

public sealed class WindowMergerTests
{
    private static readonly WindowOptions Plain = new();

    [Fact]
    public void Merge_MembersOfDifferentSources_TakesEachPartFromItsReader()
    {
        var eeg = Plain with { DurationSeconds = 10, Position = WindowPosition.Middle, SpectrogramRows = 7 };
        var spectrogram = Plain with { SpectrogramPosition = WindowPosition.First, SpectrogramRows = 150 };
        var merged = WindowMerger.Merge([("a", spectrogram, RecordingColumns.Spectrogram), ("b", eeg, RecordingColumns.Eeg)]);
        Assert.Equal(new WindowOptions { DurationSeconds = 10, Position = WindowPosition.Middle, SpectrogramPosition = WindowPosition.First, SpectrogramRows = 150 }, merged);
    }

    [Fact]
    public void Merge_OneSource_IgnoresWhatNobodyReads()
    {
        var merged = WindowMerger.Merge([("a", Plain with { SpectrogramRows = 7 }, RecordingColumns.Eeg), ("b", Plain, RecordingColumns.Eeg)]);
        Assert.Equal(Plain.DurationSeconds, merged.DurationSeconds);
    }

    [Fact]
    public void Merge_OtherWindowsOfOneSource_NamesBothValues()
    {
        Refused("rows.window.durationSeconds is 50 and 10", Plain with { DurationSeconds = 10 }, RecordingColumns.Eeg);
        Refused("rows.window.position is Labelled and First", Plain with { Position = WindowPosition.First }, RecordingColumns.Eeg);
        Refused("rows.window.spectrogramRows is 300 and 20", Plain with { SpectrogramRows = 20 }, RecordingColumns.Spectrogram);
        Refused("rows.window.spectrogramPosition is Labelled and First", Plain with { SpectrogramPosition = WindowPosition.First }, RecordingColumns.Spectrogram | RecordingColumns.Eeg);
        Refused("rows.window.short is Refuse and Pad", Plain with { Short = ShortRecording.Pad }, RecordingColumns.Spectrogram);

        static void Refused(string expected, WindowOptions other, RecordingColumns sources)
        {
            var error = Assert.Throws<UserErrorException>(() => WindowMerger.Merge([("one", Plain, RecordingColumns.Eeg | RecordingColumns.Spectrogram), ("two", other, sources)]));
            Assert.Contains("\"one\" and \"two\"", error.Message);
            Assert.Contains(expected, error.Message);
        }
    }
}
