using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Reporting;
using Hms.Tuning.Analysis;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary><c>hms study best</c>: the parameters of the best trial, or of the Pareto front, as JSON.</summary>
internal static class BestTrialCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var (store, name, json) = (StudyOptions.Store(), StudyOptions.Study(), CommonOptions.Json());
        var command = new Command("best", "Write the parameters of the best trial as JSON, to be pasted into \"override\" of an experiment; with several objectives those of the Pareto front.") { store, name, json };
        command.SetAction(parsed =>
        {
            var selected = SelectedStudy.Read(parsed.GetRequiredValue(store), parsed.GetValue(name)).RequireCompleted();
            var best = RankedTrial.Of(selected.Trials, selected.Study.Directions).Where(x => x.Rank == 1).Select(x => x.Trial).ToList();
            if (best.Count == 0) { throw new UserErrorException($"Study \"{selected.Name}\" has no completed trial with a finite value; let it go on."); }
            foreach (var trial in best)
            {
                var values = Enumerable.Range(0, trial.Values.Count).Select(i => $"{selected.Target(i).Name} {Reporting.Studies.FigureAxis.Text(trial.Values[i])}");
                terminal.Error.WriteLine($"trial {trial.Number} of {selected.Name}: {string.Join(", ", values)}{(trial.Violation > 0 ? " (breaks a constraint)" : "")}");
            }
            object view = parsed.GetValue(json) ? new BestView(selected.Name, selected.Study.Directions, [.. best.Select(View)]) : best.Count == 1 ? Parameters(best[0]) : best.Select(Parameters).ToArray();
            terminal.Out.WriteLine(JsonSerializer.Serialize(view, ReportJson.Options));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Dictionary<string, object?> Parameters(Trial trial) => trial.Parameters.ToDictionary(x => x.Name, x => x.Value);

    private static TrialView View(Trial trial) => new(trial.Number, trial.Values, trial.Violation == 0, Parameters(trial));

    /// <summary>The best, for machines.</summary>
    private sealed record BestView(string Study, IReadOnlyList<StudyDirection> Directions, IReadOnlyList<TrialView> Best);

    /// <summary>One of the best trials.</summary>
    private sealed record TrialView(int Trial, IReadOnlyList<double> Values, bool IsFeasible, IReadOnlyDictionary<string, object?> Parameters);
}
