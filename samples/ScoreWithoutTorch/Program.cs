// Scores recordings with an exported model: Hms.Transforms and Hms.Data are all it needs, libtorch is not there.
//   dotnet run --project samples/ScoreWithoutTorch -- MODEL.zip DATA_FOLDER submission.csv
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Transforms.Models;
using Microsoft.ML.Data;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: ScoreWithoutTorch MODEL.zip DATA_FOLDER submission.csv");
    return 2;
}

using var model = HmsModel.Load(args[0]); // verifies the whole file before any of it is used
var windows = WindowOptions.FromJson(model.Manifest.Windowing!); // the window that the model was trained on
var columns = model.Manifest.InputColumns.Aggregate(RecordingColumns.None, (all, column) => all | Enum.Parse<RecordingColumns>(column.Name));

var folder = HmsFolder.Open(args[1]);
var rows = folder.HasTest ? RowTable.FromTest(folder.ReadTest()) : RowTable.FromLabels(folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum);
var lengths = new RecordingLengths(folder, windows, columns);
var fitting = rows.Where(row => lengths.DescribeRefusal(row) is null).ToArray();

var scored = model.Score(new HmsDataView(folder, fitting, windows, columns));
var submission = new List<SubmissionRow>();
using (var cursor = scored.GetRowCursor([scored.Schema["Score"], scored.Schema[HmsDataView.EegIdColumn]]))
{
    var getScore = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
    var getId = cursor.GetGetter<long>(scored.Schema[HmsDataView.EegIdColumn]);
    VBuffer<float> score = default;
    long id = 0;
    while (cursor.MoveNext())
    {
        getScore(ref score);
        getId(ref id);
        var sum = score.DenseValues().Sum(p => (double)p);
        submission.Add(new SubmissionRow(id, [.. score.DenseValues().Select(p => p / sum)]));
    }
}
SubmissionFile.Write(args[2], submission);

var torch = File.Exists("/proc/self/maps") && File.ReadLines("/proc/self/maps").Any(line => line.Contains("libtorch", StringComparison.OrdinalIgnoreCase));
Console.WriteLine($"{submission.Count} of {rows.Count} EEGs scored -> {args[2]}; libtorch loaded: {(torch ? "yes" : "no")}");
return 0;
