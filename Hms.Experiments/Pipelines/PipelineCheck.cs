using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;
using Hms.Experiments.Running;
using Hms.Signal.Montages;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Pipelines;

/// <summary>Fits an experiment's steps to one made-up recording, so that steps that do not fit together are found before any data is read.</summary>
internal static class PipelineCheck
{
    /// <summary>Checks every alternative of every choice and both ends of every range once, each with the other parameters at their first value.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="result">What the steps may end in.</param>
    /// <returns>Problems with the place where the step was written; empty where all fits.</returns>
    public static IEnumerable<Diagnostic> Run(ResolvedExperiment experiment, PipelineResult result = PipelineResult.Image)
    {
        if (experiment.SearchParameters.FirstOrDefault(p => p.Name is "training.epochs" or "training.secondStage" or "training.secondStage.epochs") is { } epochs && FirstSettings(experiment).Sweep.Pruner is not NonePrunerSettings)
        {
            yield return Diagnostic.Error(DiagnosticCodes.Contradiction, epochs.Location, "trials of different length have no common steps for a pruner to compare; write \"pruner\": \"none\", or one number of epochs.");
        }
        foreach (var problem in SweepCheck.Run(experiment)) { yield return problem; }
        var seen = new HashSet<string>();
        foreach (var values in Variants(experiment))
        {
            if (Check(experiment, experiment.Bind(values), result) is { } problem && seen.Add(problem.ToString())) { yield return problem; }
        }
    }

    /// <summary>The experiment with the first value of everything that varies.</summary>
    public static ExperimentSettings FirstSettings(ResolvedExperiment experiment) => experiment.Bind(experiment.SearchParameters.ToDictionary(p => p.Name, FirstValue));

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Variants(ResolvedExperiment experiment)
    {
        var first = experiment.SearchParameters.ToDictionary(p => p.Name, FirstValue);
        yield return first;
        foreach (var parameter in experiment.SearchParameters)
        {
            for (var i = 1; i < parameter.Choices.Count; i++) { yield return new Dictionary<string, object?>(first) { [parameter.Name] = new ChoiceIndex(i) }; }
            if (parameter.Kind == SearchParameterKind.Float) { yield return new Dictionary<string, object?>(first) { [parameter.Name] = parameter.High }; }
            if (parameter.Kind == SearchParameterKind.Int) { yield return new Dictionary<string, object?>(first) { [parameter.Name] = (long)parameter.High }; }
        }
    }

    private static object? FirstValue(SearchParameterDeclaration parameter) => parameter.Kind switch
    {
        SearchParameterKind.Float => parameter.Low,
        SearchParameterKind.Int => (long)parameter.Low,
        _ => new ChoiceIndex(0),
    };

    private static Diagnostic? Check(ResolvedExperiment experiment, ExperimentSettings settings, PipelineResult result)
    {
        var context = new MLContext(seed: 0);
        var plan = PipelinePlan.Of(settings);
        var view = OneRecording(context, ExperimentRows.WindowsOf(settings.Rows.Window));
        foreach (var step in plan.Steps)
        {
            try
            {
                if (step.Settings is AugmentStep { DoesNothing: true }) { continue; }
                var fitted = StepFactory.Create(context, step, seed: 0).Fit(view);
                if (!step.IsTrainingOnly) { view = fitted.Transform(view); }
            }
            catch (ArgumentException exception)
            {
                return Diagnostic.Error(DiagnosticCodes.PipelineShape, experiment.StepLocation(step.Index), exception.Message);
            }
        }
        if (settings.Model.Learner is not null) { result = PipelineResult.Any; }
        var shape = (view.Schema[plan.FeatureColumn].Type as VectorDataViewType)?.Dimensions.ToArray() ?? [];
        if (result == PipelineResult.Any && shape.Length > 0 && shape.All(d => d > 0)) { return null; }
        return ModelCheck.Run(experiment, settings, plan.FeatureColumn, shape);
    }

    private static IDataView OneRecording(MLContext context, WindowOptions windows)
    {
        var samples = windows.SampleCount;
        var schema = SchemaDefinition.Create(typeof(Recording));
        schema[HmsDataView.EegColumn].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Electrodes.HmsOrder.Count, samples);
        schema[HmsDataView.SpectrogramColumn].ColumnType = new VectorDataViewType(NumberDataViewType.Single, windows.SpectrogramRows, SpectrogramFile.ColumnCount);
        schema[HmsDataView.VotesColumn].ColumnType = new VectorDataViewType(NumberDataViewType.Single, VoteClasses.Count);
        var names = new VBuffer<ReadOnlyMemory<char>>(Electrodes.HmsOrder.Count, [.. Electrodes.HmsOrder.Select(name => name.AsMemory())]);
        schema[HmsDataView.EegColumn].AddAnnotation(HmsDataView.ChannelNamesAnnotation, names, new VectorDataViewType(TextDataViewType.Instance, Electrodes.HmsOrder.Count));
        schema[HmsDataView.EegColumn].AddAnnotation(HmsDataView.SampleRateAnnotation, (float)windows.SampleRateHz, NumberDataViewType.Single);
        var recording = new Recording
        {
            Eeg = new float[Electrodes.HmsOrder.Count * samples],
            Spectrogram = new float[windows.SpectrogramRows * SpectrogramFile.ColumnCount],
            Votes = [1, 0, 0, 0, 0, 0],
        };
        return context.Data.LoadFromEnumerable([recording], schema);
    }

    private sealed class Recording
    {
        public float[] Eeg { get; set; } = [];

        public float[] Spectrogram { get; set; } = [];

        public float[] Votes { get; set; } = [];
    }
}
