using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Paper;
using Hms.Experiments.Running.Series;

namespace Hms.Experiments.Commands;

/// <summary><c>hms run</c>: several experiments and ensembles of a file, each once, exported and scored; a page sets them beside what was published.</summary>
internal static class RunCommand
{
    private const string FileExtension = ".json";

    public static Command Create(CommandTerminal terminal)
    {
        var words = new Argument<string[]>("NAMES") { Description = $"Experiments and ensembles; a first word that ends in {FileExtension} is the experiments file (default: {CommonOptions.DefaultFile}).", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All experiments and ensembles of the file." };
        var scale = CommonOptions.Scale();
        var root = CommonOptions.Root();
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder of the runs, each in a folder of its name. Default: hms-out/SCALE." };
        var json = CommonOptions.Json();
        var command = new Command("run", "Run experiments and ensembles one after the other; what is there already is kept, what was stopped goes on, what fails does not stop the others.") { words, all, scale, root, output, json };
        var cache = CacheOptions.AddTo(command);
        var device = DeviceOption.Create();
        command.Options.Add(device);
        command.Validators.Add(result =>
        {
            var named = NamesOf(result.GetValue(words) ?? []).Length > 0;
            if (named == result.GetValue(all)) { result.AddError(named ? "--all goes with no names." : "Name experiments or ensembles, or give --all; hms list shows them."); }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(words) ?? [];
            var level = parsed.GetRequiredValue(scale);
            var folder = parsed.GetValue(output)?.FullName ?? Path.GetFullPath(Path.Combine("hms-out", level));
            var request = new SeriesRequest(HasFile(given) ? given[0] : CommonOptions.DefaultFile, NamesOf(given), level, parsed.GetValue(root)?.FullName, folder, cache.Read(parsed, terminal)) { Device = parsed.GetValue(device) };
            var outcome = await RunAsync(request, terminal, cancellationToken);
            if (parsed.GetValue(json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(outcome, ReportJson.Options)); }
            else { SeriesTable.Write(terminal, outcome); }
            return outcome.FailedCount == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static async Task<SeriesOutcome> RunAsync(SeriesRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetTimestamp();
        var plan = SeriesPlan.Open(request.File, request.Names, request.Scale);
        var entries = await new SeriesRunner(request, plan, terminal).RunAsync(cancellationToken);
        var pages = WritePages(request, plan, entries, terminal);
        return new SeriesOutcome(request.Scale, request.Folder, terminal.Clock.GetElapsedTime(started).TotalSeconds, entries, pages);
    }

    /// <summary>The pages, of everything that lies in the folder: also what earlier starts have run.</summary>
    private static IReadOnlyList<string> WritePages(SeriesRequest request, SeriesPlan plan, IReadOnlyList<SeriesEntry> entries, CommandTerminal terminal)
    {
        var present = entries.Where(entry => entry.State != SeriesState.Failed).Select(entry => entry.Name).ToHashSet();
        if (!plan.Items.Any(item => item.Paper is not null && present.Contains(item.Name))) { return []; }
        var dataRoot = Running.RunRecord.Read(request.RunOf(present.First())).DataRoot;
        var finished = new FinishedRuns(request, plan.Text, terminal);
        var results = PaperReader.Read(plan.WithTheRestOf(request), request, item => entries.Any(entry => entry.Name == item.Name) ? present.Contains(item.Name) : finished.LooksFinished(item, request.RunOf(item.Name), dataRoot));
        string[] pages = [Path.Combine(request.Folder, "paper.html"), Path.Combine(request.Folder, "paper.md")];
        PaperPage.Write(pages[0], results);
        PaperMarkdown.Write(pages[1], results);
        return pages;
    }

    private static bool HasFile(string[] words) => words is [var first, ..] && first.EndsWith(FileExtension, StringComparison.OrdinalIgnoreCase);

    private static string[] NamesOf(string[] words) => HasFile(words) ? words[1..] : words;
}
