using System.Diagnostics;
using Hms.Training.Loop;

namespace Hms.Training.Checkpoints;

/// <summary>Saves the state of a training from time to time, and puts it back.</summary>
/// <param name="options">Where and how often.</param>
/// <param name="identity">Which training.</param>
internal sealed class CheckpointKeeper(CheckpointOptions options, IReadOnlyDictionary<string, string> identity)
{
    private long _last = Stopwatch.GetTimestamp();
    private (int Epoch, int Batch)? _saved;

    /// <summary>Puts the state back that the file holds.</summary>
    /// <returns>Where the training stands; null where there is no file.</returns>
    /// <exception cref="CheckpointException">The file is damaged, or of another training.</exception>
    public TrainingProgress? TryLoad(LearningState state)
    {
        if (!File.Exists(options.Path)) { return null; }
        using var file = CheckpointFile.Open(options.Path);
        RequireSame(file.Header.Identity);
        new StateBlocks(state, file.Header.Progress).Read(file);
        _saved = (file.Header.Progress.Epoch, file.Header.Progress.Batch);
        return file.Header.Progress;
    }

    /// <summary>Saves where the time has come.</summary>
    public void SaveIfDue(LearningState state, TrainingProgress progress)
    {
        if (Stopwatch.GetElapsedTime(_last).TotalSeconds >= options.EverySeconds) { Save(state, progress); }
    }

    /// <summary>Saves now.</summary>
    /// <exception cref="TrainingException">The file cannot be written.</exception>
    public void Save(LearningState state, TrainingProgress progress)
    {
        var blocks = new StateBlocks(state, progress);
        try { CheckpointFile.Write(options.Path, new() { Identity = identity, Progress = progress, Blocks = blocks.List() }, blocks.Write); }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"The checkpoint {options.Path} cannot be written: {exception.Message} Free some space, or name another place for it.", exception);
        }
        _last = Stopwatch.GetTimestamp();
        _saved = (progress.Epoch, progress.Batch);
    }

    /// <summary>Does what is to be done at the end.</summary>
    public void Finish(LearningState state, TrainingProgress progress)
    {
        if (options.Ending != CheckpointEnding.Keep) { File.Delete(options.Path); }
        else if (_saved != (progress.Epoch, progress.Batch)) { Save(state, progress); } // what follows the training may be stopped too
    }

    private void RequireSame(IReadOnlyDictionary<string, string> saved)
    {
        string[] different = [.. identity.Keys.Union(saved.Keys).Where(key => identity.GetValueOrDefault(key) != saved.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];
        if (different.Length > 0) { throw new CheckpointException(options.Path, $"is of another training, with other {string.Join(", ", different)}; to go on from it would give neither the bits of the one nor of the other"); }
    }
}
