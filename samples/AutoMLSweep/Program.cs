// Searches LightGBM, FastTree and SDCA pipelines on a CSV: which trainer, with which options, scored on patients that it was not trained on.
//   dotnet run -c Release --project samples/AutoMLSweep -- data.csv 30 [model.zip]
// The CSV has a header, a column "label" (0/1), where there are groups a column "patient", and numbers; a file that is not there is made.
using AutoMLSweep;
using Hms.Tuning.AutoML;
using Hms.Tuning.Running;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

if (args.Length is < 1 or > 3 || (args.Length > 1 && !(int.TryParse(args[1], out var given) && given > 0)))
{
    Console.Error.WriteLine("usage: AutoMLSweep data.csv [trials, 30 by default] [model.zip]");
    return 2;
}
if (!File.Exists(args[0]))
{
    SyntheticBandPowers.Write(args[0]);
    Console.WriteLine($"{args[0]} was not there; synthetic band powers of 60 patients were written to it");
}

var context = new MLContext(seed: 1);
var csv = CsvFile.Open(context, args[0]);
var auto = context.Auto();

// Trees take the features as they are; the linear trainer wants them scaled: the pipeline before it is part of the alternative.
var fastTree = auto.CreateSweepableEstimator<FastTreeOptions>((ml, options) => ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
{
    NumberOfTrees = options.NumberOfTrees, NumberOfLeaves = options.NumberOfLeaves, LearningRate = options.LearningRate, MinimumExampleCountPerLeaf = options.MinimumExampleCountPerLeaf, NumberOfThreads = 1,
}));
var lightGbm = auto.CreateSweepableEstimator<LightGbmOptions>((ml, options) => ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
{
    NumberOfIterations = options.NumberOfIterations, NumberOfLeaves = options.NumberOfLeaves, LearningRate = options.LearningRate, MinimumExampleCountPerLeaf = options.MinimumExampleCountPerLeaf, NumberOfThreads = 1,
}));
var linear = context.Transforms.NormalizeMeanVariance("Features").Append(auto.BinaryClassification()[0]).Named("Sdca");

var problem = NativeLightGbm.Problem();
if (problem is not null) { Console.Error.WriteLine($"{problem} The sweep goes on without LightGBM."); }
var pipeline = new SweepablePipeline().Append(problem is null ? [lightGbm, fastTree, linear] : [fastTree, linear]);

var result = await auto.CreateExperiment()
    .SetPipeline(pipeline)
    .SetDataset(csv.Data, fold: 5, samplingKeyColumnName: csv.GroupColumn)
    .SetBinaryClassificationMetric(BinaryClassificationMetric.AreaUnderRocCurve)
    .SetMaxModelToExplore(args.Length > 1 ? int.Parse(args[1]) : 30)
    .StartFromDefaults()
    .SetMonitor(new ConsoleMonitor())
    .RunAsync();

Console.WriteLine();
Console.WriteLine($"{result.Trials.Count} trials over 5 folds{(csv.GroupColumn is { } group ? $" grouped by {group}" : "")}; best of each trainer:");
foreach (var best in result.Trials.Where(x => x.Value is not null).GroupBy(x => x.Parameters.GetString("trainer")).Select(x => x.MaxBy(y => y.Value)!).OrderByDescending(x => x.Value))
{
    Console.WriteLine($"  {best.Value:0.0000}  {best.Parameters}");
}
Console.WriteLine($"{result.MetricName} {result.Metric:0.0000} by trial {result.BestTrial.Number}");
if (args.Length == 3)
{
    context.Model.Save(result.Model, result.InputSchema, args[2]);
    Console.WriteLine($"fitted on all rows -> {args[2]}");
}
return 0;
