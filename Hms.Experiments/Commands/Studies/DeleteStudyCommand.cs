using System.CommandLine;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study delete</c>: removes a study that no sweep is running.</summary>
internal static class DeleteStudyCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var store = StudyOptions.Store();
        var name = new Option<string>("--study") { Description = "Name of the study.", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Do it; without, nothing is removed." };
        var command = new Command("delete", "Remove a study with all its trials from a store.") { store, name, yes };
        command.SetAction(parsed =>
        {
            var location = parsed.GetRequiredValue(store);
            if (Directory.Exists(location)) { throw new UserErrorException($"{location} is a folder; the study is part of that run. Remove the folder, or name its study.db."); }
            using var opened = OpenStore.Change(location);
            var study = SelectedStudy.Find(opened, parsed.GetRequiredValue(name));
            var count = opened.Storage.ReadTrials(study.Id).Count;
            if (!parsed.GetValue(yes)) { throw new UserErrorException($"This would remove study \"{study.Name}\" with {count} trials from {opened.Location} for good; add --yes to do it."); }
            using (opened.Storage.LockForRun(study.Id)) { opened.Storage.DeleteStudy(study.Id); }
            terminal.Out.WriteLine($"study {study.Name} with {count} trials removed from {opened.Location}");
            return ExitCodes.Success;
        });
        return command;
    }
}
