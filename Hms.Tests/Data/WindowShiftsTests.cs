using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class WindowShiftsTests : IDisposable
{
    private const int Rate = 200, Samples = 12 * Rate, SpectrogramRows = 20;
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private static RecordingRow Row(double offset = 0) => new() { EegId = 1, SpectrogramId = 2, PatientId = 3, EegOffsetSeconds = offset };

    private HmsFolder Folder()
    {
        var folder = HmsSet.Folder(_temp.Path, HmsSet.Labels());
        HmsSet.Eeg(folder, 1, Samples);
        HmsSet.Spectrogram(folder, 2, SpectrogramRows);
        return folder;
    }

    [Theory]
    [InlineData(WindowPosition.Middle, 0.0, 0.5, 1.5), InlineData(WindowPosition.Middle, 7.0, -1.0, 0.0), InlineData(WindowPosition.First, 7.0, 2.0, 2.0), InlineData(WindowPosition.Labelled, 1.5, -1.5, 0.0)]
    public void Move_WhereThereIsRoom_ReadsTheMovedWindow(WindowPosition position, double offset, double shift, double startSeconds)
    {
        var folder = Folder();
        var shifts = new WindowShifts(folder, new WindowOptions { Position = position, DurationSeconds = 10 }, RecordingColumns.Eeg);
        var moved = shifts.Move(Row(offset), shift);
        Assert.NotNull(moved);
        var window = new float[20 * 10 * Rate];
        new EegWindowReader(folder, shifts.Options).ReadEeg(moved, window);
        Assert.Equal(HmsSet.EegValue(0, (int)(startSeconds * Rate)), window[0]);
        Assert.Equal(HmsSet.EegValue(19, (int)(startSeconds * Rate) + (10 * Rate) - 1), window[^1]);
    }

    [Theory]
    [InlineData(WindowPosition.Middle, 0.0, 1.5), InlineData(WindowPosition.Middle, 0.0, -1.005), InlineData(WindowPosition.First, 0.0, -0.5), InlineData(WindowPosition.Labelled, 1.5, 1.0), InlineData(WindowPosition.Labelled, 5.0, 0.0)]
    public void Move_WhereThereIsNone_GivesNothing(WindowPosition position, double offset, double shift) =>
        Assert.Null(new WindowShifts(Folder(), new WindowOptions { Position = position, DurationSeconds = 10 }, RecordingColumns.Eeg).Move(Row(offset), shift));

    [Fact]
    public void Move_Spectrogram_MovesWholeRows()
    {
        var folder = Folder();
        var shifts = new WindowShifts(folder, new WindowOptions { SpectrogramPosition = WindowPosition.Middle, SpectrogramRows = 10 }, RecordingColumns.Spectrogram);
        var window = new float[10 * 400];
        new EegWindowReader(folder, shifts.Options).ReadSpectrogram(shifts.Move(Row(), -4)!, window);
        Assert.Equal(HmsSet.SpectrogramValue(3, 0), window[0]);
        Assert.Contains("2 s each", shifts.Refusal(3), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => shifts.Move(Row(), 3));
        Assert.Null(shifts.Refusal(4));
    }
}
