using System.Text.Json;
using Hms.Data.Splits;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Splits;

/// <summary>Folds are those of scikit-learn; see Golden/splits/SOURCE.md.</summary>
public sealed class SplitGoldenTests
{
    public static TheoryData<string> Cases => [.. Golden().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void StratifiedGroupKFold_AnyGroups_IsWhatScikitLearnAssigns(string name)
    {
        var one = Case(name);
        Assert.Equal(Integers(one, "stratifiedGroupKFold"), StratifiedGroupKFold.Assign(Groups(one), Integers(one, "classes"), one.GetProperty("foldCount").GetInt32()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GroupKFold_AnyGroups_HasScikitLearnsFoldsOrAtTiesItsLoads(string name)
    {
        var one = Case(name);
        var (groups, expected) = (Groups(one), Integers(one, "groupKFold"));
        var folds = GroupKFold.Assign(groups, one.GetProperty("foldCount").GetInt32());
        var sizes = groups.GroupBy(group => group).Select(group => group.Count()).ToList();
        if (sizes.Distinct().Count() == sizes.Count) { Assert.Equal(expected, folds); }
        Assert.Equal(Loads(expected), Loads(folds));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LeaveOneGroupOut_AnyGroups_IsWhatScikitLearnAssigns(string name)
    {
        var one = Case(name);
        Assert.Equal(Integers(one, "leaveOneGroupOut"), LeaveOneGroupOut.Assign(Groups(one)));
    }

    private static IEnumerable<int> Loads(int[] folds) => folds.GroupBy(fold => fold).OrderBy(fold => fold.Key).Select(fold => fold.Count());

    private static JsonElement Case(string name) => Golden().Single(one => one.GetProperty("name").GetString() == name);

    private static long[] Groups(JsonElement one) => [.. one.GetProperty("groups").EnumerateArray().Select(value => value.GetInt64())];

    private static int[] Integers(JsonElement one, string key) => [.. one.GetProperty(key).EnumerateArray().Select(value => value.GetInt32())];

    private static IEnumerable<JsonElement> Golden()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "Hms.Tests", "Golden", "splits", "splits.json")));
        return [.. golden.RootElement.GetProperty("cases").EnumerateArray().Select(one => one.Clone())];
    }
}
