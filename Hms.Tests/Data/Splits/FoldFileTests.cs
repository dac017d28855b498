using Hms.Data;
using Hms.Data.Rows;
using Hms.Data.Splits;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Splits;

public sealed class FoldFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GoodFileWithOrWithoutPatients_GivesTheFolds()
    {
        Assert.Equal(new Dictionary<long, int> { [5] = 0, [6] = 1 }, Read("fold,eeg_id\n0,5\n1,6\n1,6\n"));
        Assert.Equal(new Dictionary<long, int> { [5] = 0, [6] = 1 }, Read("eeg_id,patient_id,fold\n5,,0\n6,9,1\n"));
    }

    [Theory]
    [InlineData("eeg_id\n5\n", " row 1: the header misses column fold; expected eeg_id,fold.")]
    [InlineData("eeg_id,fold,age\n5,0,3\n", " row 1: the header has the unknown column age; expected eeg_id,fold.")]
    [InlineData("eeg_id,fold\n", ": has no row that gives an EEG its fold.")]
    [InlineData("eeg_id,fold\n5,0\n7,1\n", " row 3, column eeg_id: 7 is no EEG of the data set; take the row out.")]
    [InlineData("eeg_id,fold\n5,0\n6,1\n5,1\n", " row 4, column fold: EEG 5 has fold 0 in row 2 and fold 1 here; an EEG has one.")]
    [InlineData("eeg_id,fold\n5,-1\n", " row 2, column fold: -1 is negative; 0 or above is needed.")]
    [InlineData("eeg_id,fold\n5,1.5\n", " row 2, column fold: \"1.5\" is no whole number.")]
    [InlineData("eeg_id,fold\n5,99999999\n", " row 2, column fold: 99999999 is above 100000, the largest value allowed.")]
    [InlineData("eeg_id,fold\n5,1\n6,2\n", ": has fold 2, but no EEG in fold 0; number the folds from 0 without gaps.")]
    [InlineData("eeg_id,fold\n5,0\n6,0\n", ": has one fold; two or more are needed.")]
    public void Read_BrokenFile_SaysRowColumnAndValue(string text, string problem) =>
        Assert.Equal(_folder["folds.csv"] + problem, Assert.Throws<HmsDataException>(() => Read(text)).Message);

    [Fact]
    public void Assign_EegWithoutFoldOrFoldWithoutRows_IsRefused()
    {
        RecordingRow[] rows = [Row(5), Row(6), Row(7)];
        Read("eeg_id,fold\n5,0\n6,1\n");
        Assert.EndsWith("gives no fold to 1 of the EEGs in use (first: 7); add a row for each.", Assert.Throws<HmsDataException>(() => FoldFile.Assign(_folder["folds.csv"], rows)).Message, StringComparison.Ordinal);
        Assert.Equal([0, 1], FoldFile.Assign(_folder["folds.csv"], rows[..2]));
        var error = Assert.Throws<HmsDataException>(() => FoldFile.Assign(_folder["folds.csv"], rows[1..2], new HashSet<long> { 5, 6, 7 }));
        Assert.Contains("fold 0 holds none of the 1 rows in use", error.Message, StringComparison.Ordinal);
    }

    private static RecordingRow Row(long eeg) => new() { EegId = eeg, PatientId = 1 };

    private IReadOnlyDictionary<long, int> Read(string text)
    {
        File.WriteAllText(_folder["folds.csv"], text);
        return FoldFile.Read(_folder["folds.csv"], new HashSet<long> { 5, 6 });
    }
}
