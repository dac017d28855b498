using System.CommandLine;
using System.Text.Json;
using Hms.Data.Files;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study plot</c>: a picture of a study, or the numbers behind it.</summary>
internal static class PlotCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var (store, name, objective, parameters, method) = (StudyOptions.Store(), StudyOptions.Study(), StudyOptions.Objective(), StudyOptions.Parameters(), ImportanceCommand.Method());
        var kind = new Option<string>("--kind") { Description = $"One of {string.Join(", ", StudyViews.Kinds)}.", Required = true };
        var output = new Option<FileInfo?>("--out") { Description = "Picture to write, .png or .svg." };
        var data = new Option<FileInfo?>("--data") { Description = "The numbers behind the picture, .json or .csv." };
        var command = new Command("plot", "Draw a study, or write the numbers behind the picture.") { store, name, kind, output, data, parameters, objective, method };
        command.SetAction(parsed =>
        {
            var word = StudyOptions.Choose("--kind", parsed.GetRequiredValue(kind), StudyViews.Kinds);
            var (picture, numbers) = (parsed.GetValue(output)?.FullName, parsed.GetValue(data)?.FullName);
            if (picture is null && numbers is null) { throw new UserErrorException("Nothing would be written; add --out FILE.png (or .svg), --data FILE.json (or .csv), or both."); }
            Check("--out", picture, ".png", ".svg");
            Check("--data", numbers, ".json", ".csv");
            var location = parsed.GetRequiredValue(store);
            var view = word == StudyViews.Distribution && parsed.GetValue(name) is null && parsed.GetValue(parameters) is null
                ? StudyViews.OfDistributions(SelectedStudy.ReadAll(location), parsed.GetValue(objective))
                : StudyViews.Of(word, SelectedStudy.Read(location, parsed.GetValue(name)), new StudyViewRequest(parsed.GetValue(objective), parsed.GetValue(parameters), parsed.GetRequiredValue(method), terminal.Clock.GetUtcNow()));
            if (numbers is not null) { WriteNumbers(numbers, view); }
            if (picture is not null) { AtomicFile.Write(picture, stream => stream.Write(Path.GetExtension(picture).Equals(".svg", StringComparison.OrdinalIgnoreCase) ? view.Draw().ToSvg() : view.Draw().ToPng())); }
            foreach (var path in (string?[])[picture, numbers]) { if (path is not null) { terminal.Out.WriteLine($"{word} of {view.Study} -> {path}"); } }
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Check(string option, string? path, string first, string second)
    {
        if (path is null || Path.GetExtension(path).ToLowerInvariant() is var ending && (ending == first || ending == second)) { return; }
        throw new UserErrorException($"{option} ends in \"{ending}\"; it must end in {first} or {second}.");
    }

    private static void WriteNumbers(string path, StudyView view)
    {
        if (Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase)) { CsvFile.Write(path, view.Columns, view.Rows); }
        else { AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, view.Data, view.Data.GetType(), ReportJson.Options)); }
    }
}
