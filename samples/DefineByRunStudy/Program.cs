// A study whose parameters are asked for while a trial runs: nothing is declared. Kept in a file that optuna-dashboard reads too; run again, it goes on.
//   dotnet run --project samples/DefineByRunStudy -- study.db 40
using DefineByRunStudy;
using Hms.Tuning.Analysis;
using Hms.Tuning.Analysis.Importance;
using Hms.Tuning.Running;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;

if (args.Length is < 1 or > 2 || (args.Length == 2 && !(int.TryParse(args[1], out var given) && given > 0)))
{
    Console.Error.WriteLine("usage: DefineByRunStudy study.db [trials, 40 by default]");
    return 2;
}
var trials = args.Length == 2 ? int.Parse(args[1]) : 40;
const int Epochs = 30;

using var storage = SqliteStudyStorage.Open(args[0]);
using var study = TuningStudy.Create(new TuningStudyOptions { Name = "rings", Storage = storage, Seed = 1, ExistingStudy = ExistingStudy.Resume });
var before = study.Trials.Count(x => x.IsFinished);

study.Optimize(
    trial =>
    {
        // Which parameters there are depends on the values of others.
        var features = trial.SuggestCategorical("features", "polynomial", "waves") == "polynomial"
            ? Features.Polynomial(trial.SuggestInt("degree", 1, 5))
            : Features.Waves(trial.SuggestInt("waves", 4, 64, log: true), trial.SuggestFloat("waveWidth", 0.1, 10, log: true));
        var rate = trial.SuggestFloat("learningRate", 1e-3, 3, log: true);
        var decay = trial.SuggestFloat("weightDecay", 1e-7, 1e-1, log: true);

        var classifier = new LogisticClassifier(features);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var loss = classifier.TrainAndValidate(rate, decay);
            trial.Report(epoch, loss);
            if (trial.ShouldPrune()) { throw new TrialPrunedException(); }
        }
        trial.SetUserAttribute("accuracy", classifier.Accuracy);
        return classifier.Loss;
    },
    trials);

var all = study.Trials;
Console.WriteLine($"{all.Count} trials ({before} from before): {all.Count(x => x.State == TrialState.Complete)} complete, {all.Count(x => x.State == TrialState.Pruned)} pruned after {all.Where(x => x.State == TrialState.Pruned).Sum(x => x.IntermediateValues.Count)} epochs in all, {all.Count(x => x.State == TrialState.Fail)} failed");
var best = study.BestTrial;
Console.WriteLine($"best: trial {best.Number}, log loss {best.Value:0.0000}, accuracy {best.UserAttributes["accuracy"]}");
Console.WriteLine($"  {best.Parameters}");
var importance = ImportanceAnalysis.Compute(all, AnalysisTarget.Objective(study.Directions));
Console.WriteLine($"importance ({importance.Method}): {string.Join(", ", importance.Parameters.Select(x => $"{x.Name} {x.Importance:0.00}"))}");
return 0;
