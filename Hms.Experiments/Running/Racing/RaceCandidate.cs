using Hms.Experiments.Commands;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;
using Hms.Signal.Statistics;
using Hms.Training;

namespace Hms.Experiments.Running.Racing;

/// <summary>One experiment in a race: its training, fold by fold, and its scores on the held-out rows so far.</summary>
internal sealed class RaceCandidate : IDisposable
{
    private readonly CommandTerminal _terminal;
    private readonly bool _wasCompleted;
    private OpenTraining? _training;
    private IReadOnlyList<HeldOutPrediction> _predictions = [];

    /// <summary>Opens the training in its folder.</summary>
    /// <param name="request">What <c>hms train</c> would be asked for.</param>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public RaceCandidate(TrainingRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        (Request, _terminal) = (request, terminal);
        _training = OpenTraining.Open(request, CompletedRun.Open, terminal, cancellationToken);
        _wasCompleted = _training.IsCompleted;
        (Rows, Folds, Unit) = (_training.Session.Rows, _training.Session.FoldsToRun, _training.Settings.Rows.Unit);
    }

    /// <summary>Its training.</summary>
    public TrainingRequest Request { get; }

    /// <summary>Its rows and folds.</summary>
    public ExperimentRows Rows { get; }

    /// <summary>What one of its rows is.</summary>
    public RowsUnit Unit { get; }

    /// <summary>Folds of the full training.</summary>
    public int Folds { get; }

    /// <summary>How it stands.</summary>
    public RaceState State { get; private set; } = RaceState.Running;

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Folds that are trained.</summary>
    public int FoldsRun { get; private set; }

    /// <summary>Trains the next fold, or reads it where it is kept.</summary>
    /// <param name="cancellationToken">Stops within a batch; the folds before stay.</param>
    public void TrainNextFold(CancellationToken cancellationToken)
    {
        var training = _training!;
        if (!_wasCompleted && FoldsRun == 0) { training.Begin(); }
        try
        {
            _predictions = _wasCompleted ? PredictionFile.Read(Request.Run.Predictions) : TrainFolds(training, cancellationToken);
            FoldsRun++;
        }
        catch (TrainingException failure) when (!cancellationToken.IsCancellationRequested)
        {
            (State, Failure) = (RaceState.Failed, failure.Message);
            Close();
        }
    }

    /// <summary>Ends its part in the race; what was trained stays. Of a run that was finished before, all folds are there and count as trained.</summary>
    public void Stop()
    {
        State = _wasCompleted ? RaceState.FinishedEarlier : RaceState.Stopped;
        if (_wasCompleted) { FoldsRun = Folds; }
        Close();
    }

    /// <summary>Finishes the training as <c>hms train</c> does, from the folds that are kept.</summary>
    /// <param name="cancellationToken">Stops within a batch.</param>
    public void Finish(CancellationToken cancellationToken)
    {
        Close();
        try
        {
            if (!_wasCompleted) { TrainingRun.Run(Request, _terminal, cancellationToken); }
            State = RaceState.Finished;
        }
        catch (TrainingException failure) when (!cancellationToken.IsCancellationRequested) { (State, Failure) = (RaceState.Failed, failure.Message); }
    }

    /// <summary>Mean KL over the held-out rows of its first folds; null before the first.</summary>
    /// <param name="folds">How many folds.</param>
    public double? KlOver(int folds) => FoldsRun == 0 ? null : ScoresOver(folds).Average();

    /// <summary>How far this candidate is behind another, row by row over the first folds of both: positive where the other is better.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="folds">How many folds; both have them.</param>
    public PairedGain BehindOf(RaceCandidate other, int folds) => PairedGain.Compute(ScoresOver(folds), other.ScoresOver(folds), [.. Over(folds).Select(p => p.PatientId)]);

    /// <inheritdoc />
    public void Dispose() => Close();

    private IReadOnlyList<HeldOutPrediction> TrainFolds(OpenTraining training, CancellationToken cancellationToken)
    {
        using var monitor = new TrainMonitor(_terminal, Folds);
        _terminal.Error.WriteLine($"{Request.Experiment}: fold {FoldsRun} of {Folds}");
        return training.Train(FoldsRun + 1, monitor, _terminal, cancellationToken).Predictions;
    }

    private HeldOutPrediction[] Over(int folds) => [.. _predictions.Where(p => p.Fold < folds).OrderBy(p => p.RowIndex)];

    private double[] ScoresOver(int folds) => [.. Over(folds).Select(p => KullbackLeibler.Divergence(p.Votes, p.Score))];

    private void Close()
    {
        _training?.Dispose();
        _training = null;
    }
}
