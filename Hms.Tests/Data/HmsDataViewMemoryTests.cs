using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Tests.Support;
using Microsoft.ML.Data;

namespace Hms.Tests.Data;

/// <summary>Measures the memory of the process, so it runs apart from all other tests.</summary>
[Collection(Name)]
public sealed class HmsDataViewMemoryTests
{
    private const string Name = "memory of data views";
    private const int EegCount = 30;
    private const int SamplesPerEeg = 20_000;

    /// <summary>The collection that runs alone.</summary>
    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;

    /// <summary>The live memory half-way through a set of 48 MB is one window and one file, whatever has been read before.</summary>
    [Fact]
    public void GetRowCursor_ManyFiles_HoldsOneOfThem()
    {
        using var folder = new TempFolder();
        var data = HmsSet.Folder(folder.Path, HmsSet.Labels([.. Enumerable.Range(0, EegCount).Select(eeg => $"{eeg},0,0,,0,0,{eeg},5,LPD,0,3,0,0,0,1")]));
        var first = HmsSet.Eeg(data, 0, SamplesPerEeg);
        for (var eeg = 1; eeg < EegCount; eeg++) { File.Copy(first, Path.Combine(folder.Path, "train_eegs", $"{eeg}.parquet")); }
        var view = new HmsDataView(data, RowTable.FromLabels(data.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum), new WindowOptions(), RecordingColumns.Eeg);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Eeg"]);
        var window = default(VBuffer<float>);
        Read(5);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Read(EegCount - 5);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        // One more file held would be 1.6 MB.
        Assert.InRange(grown, long.MinValue, 1_000_000);
        GC.KeepAlive(getter);

        void Read(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.True(cursor.MoveNext());
                getter(ref window);
            }
        }
    }
}
