using System.Globalization;
using System.Text;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Benchmarks.Tuning;

/// <summary><c>tuning racing</c>: what fold races save and lose, for several z, in scenes where the result of training everything is known.</summary>
internal static class RacingCommand
{
    private const string Usage = "tuning racing [--scenes 200] [--first-seed 0] [--markdown FILE]";
    private static readonly double[] Limits = [1, 1.5, 2, 3];

    /// <summary>Draws the scenes and prints the table.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair.Length < 2 || !Usage.Contains(pair[0], StringComparison.Ordinal))
            {
                Console.Error.WriteLine(Usage);
                return 2;
            }
            given[pair[0]] = pair[1];
        }
        int Number(string key, int fallback) => given.TryGetValue(key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
        var text = Table(Number("--scenes", 200), Number("--first-seed", 0));
        Console.Write(text);
        if (given.TryGetValue("--markdown", out var file)) { File.WriteAllText(file, text); }
        return 0;
    }

    private static string Table(int count, int firstSeed)
    {
        var text = new StringBuilder("| scene | pairs ordered as by 5 folds after 1 / 2 / 3 / 4 | z | race: best lost | KL given away | folds saved | sweep: best lost | KL given away | folds saved |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var options in RacingSceneOptions.All)
        {
            var results = new Result[count, Limits.Length, 2];
            var agreement = new double[RacingScene.Folds];
            for (var i = 0; i < count; i++)
            {
                var scene = new RacingScene(options, firstSeed + i);
                for (var folds = 1; folds < RacingScene.Folds; folds++) { agreement[folds] += scene.AgreementAfter(folds) / count; }
                for (var z = 0; z < Limits.Length; z++)
                {
                    var pruner = new FoldRacePruner(new FoldRacePrunerOptions { Folds = RacingScene.Folds, Epochs = 1, Z = Limits[z], GroupsOfFold = f => scene.Groups[f] });
                    results[i, z, 0] = Race(scene, pruner);
                    results[i, z, 1] = Sweep(scene, pruner);
                }
            }
            for (var z = 0; z < Limits.Length; z++)
            {
                string Mean(int kind, Func<Result, double> figure, string format) => Enumerable.Range(0, count).Average(i => figure(results[i, z, kind])).ToString(format, CultureInfo.InvariantCulture);
                string Figures(int kind) => $"{Mean(kind, x => x.IsLost ? 100 : 0, "0.0")} % | {Mean(kind, x => x.Regret, "0.0000")} | {Mean(kind, x => 100 * x.Saved, "0")} %";
                text.Append(CultureInfo.InvariantCulture, $"| {(z == 0 ? options.Name : "")} | {(z == 0 ? string.Join(" / ", agreement.Skip(1).Select(x => x.ToString("0.000", CultureInfo.InvariantCulture))) : "")} | {Limits[z]} | {Figures(0)} | {Figures(1)} |\n");
            }
        }
        return text.ToString();
    }

    /// <summary>All candidates side by side: after each fold who is beyond z of the leader stops.</summary>
    private static Result Race(RacingScene scene, FoldRacePruner pruner)
    {
        List<int> running = [.. Enumerable.Range(0, scene.Values.Count)];
        var trained = 0;
        for (var fold = 0; fold < RacingScene.Folds; fold++)
        {
            trained += running.Count;
            if (fold == RacingScene.Folds - 1) { break; }
            var leader = running.MinBy(m => scene.ValueOver(m, fold + 1));
            running.RemoveAll(m => m != leader && IsBehind(scene, pruner, m, leader, fold));
        }
        return ResultOf(scene, running, trained);
    }

    /// <summary>One after the other, each beside the best that is complete.</summary>
    private static Result Sweep(RacingScene scene, FoldRacePruner pruner)
    {
        List<Trial> trials = [.. Enumerable.Range(0, scene.Values.Count).Select(scene.TrialOf)];
        var replay = PruneReplay.Run(trials, pruner, new PruneReplayOptions { RowsOf = (trial, step) => scene.RowsOf(trial.Number, step) });
        return ResultOf(scene, [.. replay.Trials.Where(x => x.PrunedAtStep is null).Select(x => x.Number)], replay.Reports);
    }

    private static bool IsBehind(RacingScene scene, FoldRacePruner pruner, int candidate, int leader, int fold)
    {
        var trial = scene.TrialOf(candidate);
        return pruner.Decide(new PruningContext
        {
            TrialNumber = candidate, Step = fold, IntermediateValues = trial.IntermediateValues.RemoveRange(Enumerable.Range(fold + 1, RacingScene.Folds - fold - 1)), History = [scene.TrialOf(leader)],
            Rows = scene.RowsOf(candidate, fold), OwnRowsAt = at => scene.RowsOf(candidate, at), RowsOf = (x, at) => scene.RowsOf(x.Number, at),
        }) == PruningDecision.Prune;
    }

    private static Result ResultOf(RacingScene scene, IReadOnlyList<int> survivors, int trained) =>
        new(!survivors.Contains(scene.Best), survivors.Min(m => scene.Values[m]) - scene.Values[scene.Best], 1 - trained / (double)(scene.Values.Count * RacingScene.Folds));

    /// <summary>Whether the best was stopped, what the best survivor is worse by, and the share of the folds that were not trained.</summary>
    private readonly record struct Result(bool IsLost, double Regret, double Saved);
}
