using Hms.Experiments.Pipelines;
using Hms.Experiments.Running;
using Hms.Data.Views;
using Hms.Tests.EndToEnd;
using Hms.Tests.Experiments.Configuration;
using Hms.Tests.Support;
using Hms.Training;

namespace Hms.Tests.Experiments.Running;

public sealed class SecondStageCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RequireRows_ALaterFoldWithTooFew_IsRefusedByItsNumber()
    {
        // Four EEGs of two patients: 10, 11 votes and 12, 10, so the only row with 12 is held out by one of the two folds.
        var error = Assert.Throws<TrainingException>(() => Check(12, folds: 2));
        Assert.Contains("of 2 training rows: so many have at least 12 votes, and at least 2 are needed", error.Message, StringComparison.Ordinal);
        Assert.Contains("or leave the stage out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireRows_OneRowThatAStepMayRepeat_IsLeftToTheTraining()
    {
        Assert.Contains("has 0 of 2", Assert.Throws<TrainingException>(() => Check(12, folds: 2, Oversampled)).Message, StringComparison.Ordinal);
        Check(11, folds: 2, Oversampled);
        Assert.Contains("has 1 of 2", Assert.Throws<TrainingException>(() => Check(11, folds: 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireRows_EnoughOrNoStage_Passes()
    {
        Check(10, folds: 2);
        Check(null, folds: 2);
    }

    private const string Oversampled = """ "transforms": [ { "montage": { "name": "longitudinalBipolar16" } }, { "spectrogram": { "average": "chains" } }, { "rebalance": { "strategy": "oversample" } } ], """;

    private void Check(int? minimumVotes, int folds, string steps = "")
    {
        if (!Directory.Exists(_folder["data"])) { TinyData.Write(_folder["data"], patients: 2); }
        var stage = minimumVotes is { } votes ? $$""" "training": { "secondStage": { "epochs": 1, "minimumVotes": {{votes}} } },""" : "";
        var settings = PipelineCheck.FirstSettings(Experiment.Child($$"""{{steps}} {{stage}} "rows": { "window": { "durationSeconds": 10 } }, "folds": { "groupKFold": { "count": {{folds}} } }"""));
        SecondStageCheck.RequireRows(settings, ExperimentRows.Open(settings, _folder["data"], RecordingColumns.Eeg, CancellationToken.None), folds);
    }
}
