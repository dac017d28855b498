using Hms.Tests.EndToEnd;
using Hms.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Hms.Tests.Experiments.Commands;

/// <summary>Stores, names and words that are not there: exit code 2, a message with the next step, nothing written.</summary>
public sealed class StudyBadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StudyBadInputTests()
    {
        StudyFixture.WriteAll(_folder["all.db"]);
        File.WriteAllText(_folder["text.db"], "no database");
        File.WriteAllText(_folder["broken.json"], "{ no json");
        Directory.CreateDirectory(_folder["folder"]);
        using var foreign = new SqliteConnection($"Data Source={_folder["foreign.db"]};Pooling=False");
        foreign.Open();
        using var command = foreign.CreateCommand();
        command.CommandText = "CREATE TABLE t (x)";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("show SET/nothing.db", "there is no such study")]
    [InlineData("show SET/folder", "it has no run.json")]
    [InlineData("list SET/text.db", "this is not a SQLite database")]
    [InlineData("list SET/foreign.db", "holds no studies")]
    [InlineData("show mysql://host/db", "There is no store for 'mysql://...'")]
    [InlineData("show SET/all.db", "holds 4 studies; choose one by --study: lr, front, empty, begun")]
    [InlineData("show SET/all.db --study frnt", "has no study \"frnt\"; did you mean \"front\"?")]
    [InlineData("best SET/all.db --study empty", "has no completed trial yet (0 trials)")]
    [InlineData("best SET/all.db --study begun", "has no completed trial yet (1 trials)")]
    [InlineData("importance SET/all.db --study begun", "has no completed trial yet")]
    [InlineData("importance SET/all.db --study lr --method fanva", "--method \"fanva\" is unknown; did you mean \"fanova\"?")]
    [InlineData("importance SET/all.db --study lr --params dept", "has no parameter \"dept\"; did you mean \"depth\"?")]
    [InlineData("importance SET/all.db --study lr --pairs", "Pairs are measured by Fanova only")]
    [InlineData("importance SET/all.db --study lr --objective 1", "must be a number from 0 to 0")]
    [InlineData("plot SET/all.db --study lr --kind histry --out SET/x.png", "--kind \"histry\" is unknown; did you mean \"history\"?")]
    [InlineData("plot SET/all.db --study lr --kind history", "Nothing would be written")]
    [InlineData("plot SET/all.db --study lr --kind history --out SET/x.jpg", "it must end in .png or .svg")]
    [InlineData("plot SET/all.db --study lr --kind pareto --out SET/x.png", "has one objective")]
    [InlineData("plot SET/all.db --study front --kind curves --out SET/x.png", "there are no curves")]
    [InlineData("plot SET/all.db --study empty --kind timeline --out SET/x.png", "there is no timeline")]
    [InlineData("plot SET/all.db --study lr --kind contour --params lr --out SET/x.png", "A contour needs two different parameters")]
    [InlineData("plot SET/all.db --study empty --kind slice --out SET/x.png", "has no completed trial yet")]
    [InlineData("export SET/all.db --study lr --out SET/x.xlsx", "name the format by --format csv or --format json")]
    [InlineData("import SET/broken.json --into SET/new.db", "is no exported study")]
    [InlineData("import SET/nothing.json --into SET/new.db", "there is no such file")]
    [InlineData("import SET/all.db --study lr --into SET/all.db", "study 'lr' exists already")]
    [InlineData("import SET/all.db --study lr --into SET/folder", "is a folder")]
    [InlineData("prune-replay SET/all.db --study lr --pruner medain", "is unknown; did you mean \"median\"?")]
    [InlineData("prune-replay SET/all.db --study lr --pruner threshold", "needs the highest value that is let through")]
    [InlineData("prune-replay SET/all.db --study lr --pruner percentile:250", "must lie between 0 and 100")]
    [InlineData("prune-replay SET/all.db --study front --pruner median", "there is nothing to prune by")]
    [InlineData("stop SET/all.db --study lr --trial 0", "only a running trial can be stopped")]
    [InlineData("stop SET/all.db --study lr --trial 99", "it has 0 to 23")]
    [InlineData("delete SET/all.db --study lr", "add --yes")]
    public async Task Command_OnBadInput_EndsWith2AndSaysWhatToDo(string line, string expected)
    {
        var before = Directory.GetFiles(_folder.Path).Where(x => !x.EndsWith("-shm", StringComparison.Ordinal) && !x.EndsWith("-wal", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var result = await HmsCommand.RunAsync(["study", .. line.Split(' ').Select(x => x.Replace("SET", _folder.Path, StringComparison.Ordinal))]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_folder.Path).Where(x => !x.EndsWith("-shm", StringComparison.Ordinal) && !x.EndsWith("-wal", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
