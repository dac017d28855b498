using System.CommandLine;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study stop</c>: asks whoever runs a trial to stop it; the study goes on.</summary>
internal static class StopTrialCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var (store, name) = (StudyOptions.Store(), StudyOptions.Study());
        var number = new Option<int>("--trial") { Description = "Number of the running trial.", Required = true };
        var command = new Command("stop", "Ask the worker of a running trial to stop it; the study goes on with the next one.") { store, name, number };
        command.SetAction(parsed =>
        {
            using var opened = OpenStore.Change(parsed.GetRequiredValue(store));
            var study = SelectedStudy.Find(opened, parsed.GetValue(name));
            var trial = SelectedStudy.FindTrial(opened.Storage.ReadTrials(study.Id), study.Name, parsed.GetRequiredValue(number));
            if (trial.State != TrialState.Running) { throw new UserErrorException($"Trial {trial.Number} of \"{study.Name}\" is {trial.State.ToString().ToLowerInvariant()}; only a running trial can be stopped."); }
            if (trial.Owner.Length == 0) { throw new UserErrorException($"Trial {trial.Number} of \"{study.Name}\" is run by another program (Optuna), which does not look for such a request; stop it there."); }
            opened.Storage.RequestStop(trial.Id);
            terminal.Out.WriteLine($"{trial.Owner} is asked to stop trial {trial.Number}; it learns so within its next heartbeat");
            return ExitCodes.Success;
        });
        return command;
    }
}
