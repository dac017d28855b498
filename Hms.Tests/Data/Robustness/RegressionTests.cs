using Hms.Data;
using Hms.Data.Files;

namespace Hms.Tests.Data.Robustness;

/// <summary>Files that broke a reader once: Golden/regressions/SOURCE.md says what each did.</summary>
public sealed class RegressionTests
{
    public static TheoryData<string, string> Files => new(
        ("snappy-declares-2-gb.parquet", "unpacks to is not what its header says"),
        ("nested-footer.parquet", "its footer breaks off or makes no sense"),
        ("17-million-rows.parquet", "declares 17000000 rows, 1296 MiB of samples, in a file of"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_FileThatBrokeTheReader_IsRefused(string name, string why)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "regressions", "eeg-parquet", name);
        var run = new FuzzRun(name, isText: false, typeof(HmsDataException));
        run.RunEach([File.ReadAllBytes(path)], _ => EegFile.Read(path));
        Assert.Contains(why, Assert.Throws<HmsDataException>(() => EegFile.Read(path)).Message);
    }
}
