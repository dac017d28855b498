using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Signal.Montages;
using Hms.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Data;

public sealed class HmsDataViewTests : IDisposable
{
    private const int EegCount = 9;
    private const int WindowsPerEeg = 7;
    private static readonly WindowOptions Small = new() { DurationSeconds = 1, SpectrogramRows = 3 };
    private readonly TempFolder _folder = new();
    private readonly HmsFolder _data;
    private readonly IReadOnlyList<RecordingRow> _rows;

    public HmsDataViewTests()
    {
        var labels = Enumerable.Range(0, EegCount).SelectMany(eeg => Enumerable.Range(0, WindowsPerEeg).Select(window =>
            $"{100 + eeg},{window},{window * 0.5},200,{window},{window * 2}.0,{eeg * 10 + window},5,LPD,0,3,0,0,0,1"));
        _data = HmsSet.Folder(_folder.Path, HmsSet.Labels([.. labels]));
        for (var eeg = 0; eeg < EegCount; eeg++) { HmsSet.Eeg(_data, 100 + eeg, 800); }
        HmsSet.Spectrogram(_data, 200, 12);
        _rows = RowTable.FromLabels(_data.ReadLabels(), RowUnit.Row, VoteAggregation.Sum);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Schema_BothSignals_HasShapesAndAnnotations()
    {
        var schema = View(RecordingColumns.Eeg | RecordingColumns.Spectrogram).Schema;
        Assert.Equal([20, 200], ((VectorDataViewType)schema["Eeg"].Type).Dimensions);
        Assert.Equal([3, 400], ((VectorDataViewType)schema["Spectrogram"].Type).Dimensions);
        Assert.Equal(Electrodes.HmsOrder, Texts(schema["Eeg"], "ChannelNames"));
        Assert.Equal(SpectrogramFile.Columns, Texts(schema["Spectrogram"], "ColumnNames"));
        Assert.Equal(VoteClasses.Names, Texts(schema["Votes"], "SlotNames"));
        var rate = 0f;
        schema["Eeg"].Annotations.GetValue("SampleRateHz", ref rate);
        Assert.Equal(200f, rate);
    }

    [Fact]
    public void GetRowCursor_AllColumns_GivesTheRowsInOrder()
    {
        var view = View(RecordingColumns.Eeg | RecordingColumns.Spectrogram);
        var rows = Read(view.GetRowCursor(view.Schema));
        Assert.Equal(Enumerable.Range(0, _rows.Count), rows.Select(row => row.Index));
        for (var i = 0; i < rows.Count; i++)
        {
            var window = i % WindowsPerEeg;
            Assert.Equal(_rows[i].EegId, rows[i].EegId);
            Assert.Equal(HmsSet.EegValue(0, window * 100), rows[i].FirstEeg);
            Assert.Equal(HmsSet.SpectrogramValue(window, 0), rows[i].FirstSpectrogram);
            Assert.Equal([0f, 0.75f, 0, 0, 0, 0.25f], rows[i].Votes);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    public void GetRowCursorSet_AnyCount_CoversEachRowOnceWithRisingBatches(int count)
    {
        var view = View(RecordingColumns.Eeg);
        var cursors = view.GetRowCursorSet(view.Schema, count);
        Assert.InRange(cursors.Length, Math.Min(count, 2), count);
        var seen = new List<(int Index, float First)>();
        var batches = new Dictionary<long, int>();
        for (var c = 0; c < cursors.Length; c++)
        {
            var last = -1L;
            var index = cursors[c].GetGetter<int>(view.Schema["RowIndex"]);
            var eeg = cursors[c].GetGetter<VBuffer<float>>(view.Schema["Eeg"]);
            var (value, buffer) = (0, default(VBuffer<float>));
            while (cursors[c].MoveNext())
            {
                Assert.True(cursors[c].Batch >= last);
                last = cursors[c].Batch;
                Assert.Equal(c, batches.TryAdd(last, c) ? c : batches[last]);
                index(ref value);
                eeg(ref buffer);
                seen.Add((value, buffer.GetValues()[0]));
            }
            Assert.False(cursors[c].MoveNext());
            cursors[c].Dispose();
        }
        Assert.Equal(Enumerable.Range(0, _rows.Count).Select(i => (i, HmsSet.EegValue(0, i % WindowsPerEeg * 100))), seen.Order());
    }

    [Fact]
    public void GetRowCursor_IdsOnly_OpensNoFile()
    {
        var view = View(RecordingColumns.Eeg | RecordingColumns.Spectrogram);
        Directory.Delete(Path.Combine(_folder.Path, "train_eegs"), recursive: true);
        Directory.Delete(Path.Combine(_folder.Path, "train_spectrograms"), recursive: true);
        using var cursor = view.GetRowCursor([view.Schema["Votes"], view.Schema["EegId"]]);
        var count = 0;
        while (cursor.MoveNext()) { count++; }
        Assert.Equal(_rows.Count, count);
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Eeg"]));
    }

    [Fact]
    public void GetRowCursor_Shuffled_GivesEachRowOnceInAnotherOrder()
    {
        var view = View(RecordingColumns.Eeg);
        var order = Read(view.GetRowCursor(view.Schema, new Random(5))).Select(row => row.Index).ToList();
        Assert.NotEqual(Enumerable.Range(0, _rows.Count), order);
        Assert.Equal(Enumerable.Range(0, _rows.Count), order.Order());
        Assert.Equal(order, Read(view.GetRowCursor(view.Schema, new Random(5))).Select(row => row.Index));
    }

    [Fact]
    public void GetGetter_WrongTypeOrNoRow_Refuses()
    {
        var view = View(RecordingColumns.Eeg);
        using var cursor = view.GetRowCursor(view.Schema);
        Assert.Contains("cannot give Single", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["EegId"])).Message);
        var id = cursor.GetGetter<long>(view.Schema["EegId"]);
        var value = 0L;
        Assert.Throws<InvalidOperationException>(() => id(ref value));
        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void Constructor_SpectrogramsWantedButAbsent_SaysHowMany()
    {
        var rows = _rows.Select((row, i) => i == 4 ? row with { SpectrogramId = null } : row).ToList();
        var error = Assert.Throws<HmsDataException>(() => new HmsDataView(_data, rows, Small, RecordingColumns.Spectrogram));
        Assert.Contains("1 of 63 rows have no spectrogram_id (first: EEG 100)", error.Message);
    }

    /// <summary>A built-in step behind the view pulls parallel cursors; the rows still come whole and in order.</summary>
    [Fact]
    public void Transform_BuiltInStep_KeepsOrder()
    {
        var view = View(RecordingColumns.Eeg);
        var ml = new MLContext(1);
        var output = ml.Transforms.CopyColumns("Copy", "Eeg").Fit(view).Transform(view);
        Assert.Equal(Enumerable.Range(0, _rows.Count), output.GetColumn<int>("RowIndex"));
        Assert.Equal(_rows.Select((_, i) => HmsSet.EegValue(0, i % WindowsPerEeg * 100)), output.GetColumn<float[]>("Copy").Select(values => values[0]));
    }

    private HmsDataView View(RecordingColumns columns) => new(_data, _rows, Small, columns);

    private static IEnumerable<string> Texts(DataViewSchema.Column column, string annotation)
    {
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.Annotations.GetValue(annotation, ref names);
        return names.DenseValues().Select(name => name.ToString()).ToList();
    }

    private static List<(int Index, long EegId, float FirstEeg, float FirstSpectrogram, float[] Votes)> Read(DataViewRowCursor cursor)
    {
        var schema = cursor.Schema;
        var index = cursor.GetGetter<int>(schema["RowIndex"]);
        var id = cursor.GetGetter<long>(schema["EegId"]);
        var eeg = cursor.GetGetter<VBuffer<float>>(schema["Eeg"]);
        var spectrogram = schema.GetColumnOrNull("Spectrogram") is { } column ? cursor.GetGetter<VBuffer<float>>(column) : null;
        var votes = cursor.GetGetter<VBuffer<float>>(schema["Votes"]);
        var (i, eegId, e, s, v) = (0, 0L, default(VBuffer<float>), default(VBuffer<float>), default(VBuffer<float>));
        var rows = new List<(int, long, float, float, float[])>();
        while (cursor.MoveNext())
        {
            index(ref i);
            id(ref eegId);
            eeg(ref e);
            spectrogram?.Invoke(ref s);
            votes(ref v);
            rows.Add((i, eegId, e.GetValues()[0], s.Length > 0 ? s.GetValues()[0] : 0, v.DenseValues().ToArray()));
        }
        return rows;
    }
}
