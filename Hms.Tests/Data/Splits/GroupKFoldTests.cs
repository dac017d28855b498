using System.Text.Json;
using Hms.Data;
using Hms.Data.Splits;
using Hms.Signal.Randomness;

namespace Hms.Tests.Data.Splits;

public sealed class GroupKFoldTests
{
    /// <summary>The assignment of scikit-learn 1.2 on groups of different sizes; see Golden/data/SOURCE.md.</summary>
    [Fact]
    public void Assign_DifferentSizes_IsWhatScikitLearnAssigns()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "data", "group-k-fold.json")));
        foreach (var one in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            var groups = one.GetProperty("groups").EnumerateArray().Select(value => value.GetInt64()).ToArray();
            var expected = one.GetProperty("folds").EnumerateArray().Select(value => value.GetInt32());
            Assert.Equal(expected, GroupKFold.Assign(groups, one.GetProperty("foldCount").GetInt32()));
        }
    }

    [Fact]
    public void Assign_EqualSizes_GoesByAscendingIdAndFillsEvenly()
    {
        Assert.Equal([2, 1, 0, 2, 1, 0, 0], GroupKFold.Assign([30, 20, 10, 30, 20, 10, 40], 3));
        var loads = GroupKFold.Assign([.. Enumerable.Range(0, 60).Select(i => (long)(i / 3))], 5).GroupBy(fold => fold).Select(fold => fold.Count());
        Assert.Equal([12, 12, 12, 12, 12], loads);
    }

    [Fact]
    public void Assign_AnyGroups_NeverSplitsAGroupAndFillsEveryFold()
    {
        var random = new HashRandom(9);
        for (var trial = 0; trial < 50; trial++)
        {
            var groups = Enumerable.Range(0, 200).Select(_ => (long)random.NextInt(1 + random.NextInt(40)) + (random.NextInt(2) << 20)).ToArray();
            var count = Math.Min(5, groups.Distinct().Count());
            if (count < 2) { continue; }
            var folds = GroupKFold.Assign(groups, count);
            Assert.All(groups.Zip(folds).GroupBy(pair => pair.First), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
            Assert.Equal(count, folds.Distinct().Count());
        }
    }

    [Fact]
    public void Assign_TooFewGroupsOrFolds_SaysHowMany()
    {
        Assert.StartsWith("3 folds need at least as many groups; the 4 rows have 2.", Assert.Throws<ArgumentException>(() => GroupKFold.Assign([1, 1, 2, 2], 3)).Message);
        Assert.StartsWith("1 folds; at least 2 are needed.", Assert.Throws<ArgumentException>(() => GroupKFold.Assign([1, 2], 1)).Message);
    }

    [Fact]
    public void RequireDisjointGroups_SharedPatient_NamesIt()
    {
        SplitCheck.RequireDisjointGroups([1, 2], [3, 4]);
        var error = Assert.Throws<HmsDataException>(() => SplitCheck.RequireDisjointGroups([1, 2, 5], [2, 3, 2, 5]));
        Assert.Equal("3 of 4 validation rows have their patient in training too (patient 2, 5); the score would be too good. Split by patient (GroupKFold).", error.Message);
    }
}
