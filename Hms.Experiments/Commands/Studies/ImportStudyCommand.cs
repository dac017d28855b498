using System.CommandLine;
using Hms.Tuning.Storage;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study import</c>: brings a study from a file or another store into a store.</summary>
internal static class ImportStudyCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var source = new Argument<string>("SOURCE") { Description = "A file of hms study export (.json), a study file (.db; Optuna's too), the folder of a run, or postgresql://user@host/database." };
        var name = StudyOptions.Study();
        var into = new Option<string>("--into") { Description = "Store to import into; a file is made where there is none.", Required = true };
        var rename = new Option<string?>("--as") { Description = "Name that the study gets; default: its own." };
        var command = new Command("import", "Copy a study into a store: finished trials as they are, running and waiting ones to be run.") { source, name, into, rename };
        command.SetAction(parsed =>
        {
            var copy = Read(parsed.GetRequiredValue(source), parsed.GetValue(name));
            if (parsed.GetValue(rename) is { } other) { copy = copy with { Name = other, Identity = copy.Identity is { } identity ? identity with { Name = other } : null }; }
            using var target = OpenStore.Create(parsed.GetRequiredValue(into));
            var study = target.Storage.ImportStudy(copy);
            terminal.Out.WriteLine($"{copy.Trials.Count} trials of {study.Name} -> {target.Location}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static StudyCopy Read(string source, string? name)
    {
        if (Path.GetExtension(source).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            if (!File.Exists(source)) { throw new UserErrorException($"{source}: there is no such file; write one by hms study export --format json."); }
            var document = StudyDocument.Read(source);
            return name is null || name == document.Study ? document.ToCopy(source) : throw new UserErrorException($"{source} holds study \"{document.Study}\", not \"{name}\".");
        }
        using var opened = OpenStore.Read(source);
        return opened.Storage.ReadCopy(SelectedStudy.Find(opened, name).Id);
    }
}
