using Hms.Tuning.AutoML;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Tuning.AutoML;

public sealed class ExperimentFoldsTests
{
    private readonly MLContext _context = new(seed: 1);

    /// <summary>scikit-learn 1.x: GroupKFold(3) on sizes a 4, b 3, c 3, d 2, e 1: a | b, d | c, e (the largest first, each to the lightest fold).</summary>
    [Fact]
    public void Grouped_UnevenGroups_GoToTheLightestFold() => Assert.Equal(
        [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 1, 1, 2],
        ExperimentFolds.Grouped(["a", "a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "e"], 3, "g"));

    [Fact]
    public void Split_ByGroup_NoGroupIsOnBothSides()
    {
        var folds = ExperimentFolds.Split(ExperimentData.Binary(_context, 205), 4, "Patient", 1);
        Assert.All(folds, fold => Assert.Empty(Patients(fold.Train).Intersect(Patients(fold.Validation))));
        Assert.Equal(205, folds.Sum(x => Patients(x.Validation).Count));
        Assert.All(folds, fold => Assert.Equal(205, fold.Train.GetRowCount() + fold.Validation.GetRowCount()));
    }

    [Fact]
    public void Split_WithoutGroups_HoldsEachRowOutOnceAndRepeats()
    {
        var data = ExperimentData.Binary(_context, 103);
        var folds = ExperimentFolds.Split(data, 5, null, 9);
        var targets = data.GetColumn<float>("Target").Order().ToList();
        Assert.Equal(targets, folds.SelectMany(x => x.Validation.GetColumn<float>("Target")).Order());
        Assert.All(folds, x => Assert.InRange(x.Validation.GetRowCount()!.Value, 20, 21));
        Assert.Equal(folds[2].Validation.GetColumn<float>("Target"), ExperimentFolds.Split(data, 5, null, 9)[2].Validation.GetColumn<float>("Target"));
        Assert.NotEqual(folds[2].Validation.GetColumn<float>("Target"), ExperimentFolds.Split(data, 5, null, 8)[2].Validation.GetColumn<float>("Target"));
    }

    [Fact]
    public void Split_ImpossibleFolds_SaysWhatThereIs()
    {
        var data = ExperimentData.Binary(_context, 20);
        Assert.Contains("2 different values, fewer than 5 folds", Assert.Throws<ArgumentException>(() => ExperimentFolds.Split(data, 5, "Patient", 1)).Message);
        Assert.Contains("no column 'Nobody'", Assert.Throws<ArgumentException>(() => ExperimentFolds.Split(data, 5, "Nobody", 1)).Message);
        Assert.Contains("grouped by a column of text, keys or numbers", Assert.Throws<ArgumentException>(() => ExperimentFolds.Split(data, 5, "Features", 1)).Message);
        Assert.Contains("20 rows, fewer than 30 folds", Assert.Throws<ArgumentException>(() => ExperimentFolds.Split(data, 30, null, 1)).Message);
        Assert.Throws<ArgumentException>(() => ExperimentFolds.Split(data, 1, null, 1));
    }

    private static List<string> Patients(IDataView data) => [.. data.GetColumn<string>("Patient")];
}
