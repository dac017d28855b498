using Hms.Data;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Running;
using Hms.Training.Networks;
using Hms.Training.Weights;

namespace Hms.Experiments.Pipelines;

/// <summary>Holds the network against what the steps end in, and against its file of weights.</summary>
internal static class ModelCheck
{
    /// <summary>The first problem; null where all fits.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">Its settings without ranges.</param>
    /// <param name="column">Column that the network reads.</param>
    /// <param name="shape">Dimensions of that column.</param>
    public static Diagnostic? Run(ResolvedExperiment experiment, ExperimentSettings settings, string column, IReadOnlyList<int> shape)
    {
        if (settings.Model.Network is not { } network)
        {
            return Problem(experiment, "transforms", $"a learner reads features of a known number; the steps end in column \"{column}\" of open length. Add a step that makes features, for example bandPower.");
        }
        var readsSignals = NetworkCatalog.LayoutOf(network) == NetworkLayout.Signal;
        var text = $"[{string.Join(", ", shape)}]";
        switch (shape)
        {
            case [var channels, var samples] when readsSignals:
                return Network(experiment, settings, network, NetworkInput.Signal(channels, samples));
            case [var channels, var height, var width] when !readsSignals:
                return Network(experiment, settings, network, new NetworkInput(channels, height, width));
            case [_, _, _]:
                return Problem(experiment, "model.network", $"network \"{network}\" reads a signal [channels, samples]; the steps end in column \"{column}\" of shape {text}, an image. Leave out the step that makes the image, or choose a network of images.");
            default:
                return readsSignals
                    ? Problem(experiment, "transforms", $"network \"{network}\" reads a signal [channels, samples]; the steps end in column \"{column}\" of shape {text}. Leave out the step that makes features.")
                    : Problem(experiment, "transforms", $"the network reads an image [channels, height, width]; the steps end in column \"{column}\" of shape {text}. Add a spectrogram or an arrange step, or choose a network of signals (\"eegnet\"); features need \"layout\": \"image\".");
        }
    }

    private static Diagnostic? Network(ResolvedExperiment experiment, ExperimentSettings settings, string network, NetworkInput input)
    {
        NetworkSpec spec;
        try { spec = NetworkCatalog.Create(network, input, VoteClasses.Count, TrainingOptions.NetworkOptionsOf(settings.Model)); }
        catch (ArgumentException exception) { return Problem(experiment, "model.network", exception.Message); }
        return WeightsFile.PathOf(experiment, settings) is { } path && PretrainedWeights.Check(spec, path) is [var problem, ..] ? Problem(experiment, "model.weights", problem) : null;
    }

    private static Diagnostic Problem(ResolvedExperiment experiment, string path, string message) => Diagnostic.Error(DiagnosticCodes.PipelineShape, experiment.Location(path), message);
}
