using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>Keeps studies and their trials. Every call is one event, on disk (where there is one) when it returns.</summary>
/// <remarks>Safe for several threads. Calls are synchronous: a trial reports from within its training loop. The rules are a contract test that every storage passes.</remarks>
public interface IStudyStorage : IDisposable
{
    /// <summary>Where the studies are, for messages: a file path, or "memory".</summary>
    string Location { get; }

    /// <summary>Makes a study, with the trials that it begins with: all or nothing, so that a study never lacks its first trials, whenever the process dies.</summary>
    /// <param name="identity">What it is made with.</param>
    /// <param name="firstTrials">Decided values of the trials that wait from the start, numbered from 0, as <see cref="EnqueueTrial"/> puts them; null for none.</param>
    /// <exception cref="StudyException">A study of this name exists, or the identity is not sound.</exception>
    Study CreateStudy(StudyIdentity identity, IReadOnlyList<ParameterValues>? firstTrials = null);

    /// <summary>The study of this name; null when there is none.</summary>
    /// <param name="name">Name of the study.</param>
    Study? FindStudy(string name);

    /// <summary>All studies, by key.</summary>
    IReadOnlyList<Study> ReadStudies();

    /// <summary>Gives an identity to a study that another program made, so that a sweep may go on with it.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="identity">Its identity from now on; name and direction must be the study's own.</param>
    /// <exception cref="StudyException">The study has an identity already, or name or direction differ.</exception>
    Study AdoptStudy(long studyId, StudyIdentity identity);

    /// <summary>Makes the study this process's own until the result is disposed or the process dies, so that two sweeps cannot run one study.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <exception cref="StudyException">Another sweep is running it, or the storage is open for reading only.</exception>
    IDisposable LockForRun(long studyId);

    /// <summary>Trials of a study, by number.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="fromNumber">First number wanted.</param>
    IReadOnlyList<Trial> ReadTrials(long studyId, int fromNumber = 0);

    /// <summary>One trial as it stands.</summary>
    /// <param name="trialId">Key of the trial.</param>
    Trial ReadTrial(long trialId);

    /// <summary>Begins a new trial under the next number, if that is the number its parameters were chosen for.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="number">The number expected; the same as the count of trials so far.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="terms">Who runs it.</param>
    /// <returns>The running trial; null when another trial has taken the number.</returns>
    Trial? TryStartTrial(long studyId, int number, ParameterValues parameters, LeaseTerms terms);

    /// <summary>Puts a trial with some or all parameters decided into the queue, under the next number.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="fixedParameters">The decided values.</param>
    Trial EnqueueTrial(long studyId, ParameterValues fixedParameters);

    /// <summary>Begins a waiting trial.</summary>
    /// <param name="trialId">Key of the trial.</param>
    /// <param name="parameters">All its parameters.</param>
    /// <param name="terms">Who runs it.</param>
    /// <returns>The running trial; null when it is no longer waiting.</returns>
    Trial? TryClaimTrial(long trialId, ParameterValues parameters, LeaseTerms terms);

    /// <summary>
    /// Begins a running trial again whose holder is gone: same number and parameters, reports, row values, attributes and stop request cleared, attempt + 1, all in one
    /// transaction; the attempt given up is kept, see <see cref="ReadAttempts"/>. A trial of another program (without a lease) is never taken over.
    /// </summary>
    /// <param name="lease">The attempt to take over.</param>
    /// <param name="rule">When that is allowed.</param>
    /// <param name="terms">Who runs it from now on.</param>
    /// <returns>The running trial in its new attempt; null when the attempt is no longer the running one, its lease has not run out, or it has none.</returns>
    Trial? TryReclaimTrial(TrialLease lease, ReclaimRule rule, LeaseTerms terms);

    /// <summary>Prolongs a lease from now on by the clock of the storage; the worker's heartbeat.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="duration">Time until the lease runs out.</param>
    LeaseState RenewLease(TrialLease lease, TimeSpan duration);

    /// <summary>Gives up an attempt without ending the trial: its lease runs out at once and cannot be renewed, so that it is begun again. The attempt may no longer write.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="failure">What the attempt threw; of type HandedBack when its worker stops and gives it back, which charges no attempt; null when nothing is known.</param>
    /// <exception cref="StudyException">The lease is lost.</exception>
    void ReturnTrial(TrialLease lease, TrialFailure? failure);

    /// <summary>Asks whoever runs a trial to stop it; it learns so when it renews its lease. Without effect on a trial that does not run.</summary>
    /// <param name="trialId">Key of the trial.</param>
    void RequestStop(long trialId);

    /// <summary>Attempts of a trial that were given up, by number; the running or last one is in the trial itself.</summary>
    /// <param name="trialId">Key of the trial.</param>
    IReadOnlyList<TrialAttempt> ReadAttempts(long trialId);

    /// <summary>Adds a parameter to a running trial, for studies whose parameters are asked for while the trial runs.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="parameter">The parameter; setting the same value again is allowed.</param>
    /// <exception cref="StudyException">The lease is lost, or the trial has the parameter with another value.</exception>
    void SetParameter(TrialLease lease, ParameterAssignment parameter);

    /// <summary>Writes the objectives reported while the trial runs. Any doubles, NaN and infinities included.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="step">Step, 0 or more, each reported once.</param>
    /// <param name="values">One value for each objective of the study.</param>
    /// <exception cref="StudyException">The lease is lost, the step was reported before, or the number of values is not the study's.</exception>
    void ReportIntermediate(TrialLease lease, int step, IReadOnlyList<double> values);

    /// <summary>Writes the losses of single rows (held-out windows) at a step, for comparisons row by row.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="step">Step, 0 or more.</param>
    /// <param name="rows">One value for each row, always in the same order; shape [rows].</param>
    /// <exception cref="StudyException">The lease is lost.</exception>
    void ReportRows(TrialLease lease, int step, ReadOnlyMemory<float> rows);

    /// <summary>What <see cref="ReportRows"/> wrote; null when nothing was.</summary>
    /// <param name="trialId">Key of the trial.</param>
    /// <param name="step">The step.</param>
    float[]? ReadRows(long trialId, int step);

    /// <summary>Sets an attribute of a running trial.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="key">Name, 1 to 512 characters.</param>
    /// <param name="json">JSON text.</param>
    /// <exception cref="StudyException">The lease is lost.</exception>
    void SetUserAttribute(TrialLease lease, string key, string json);

    /// <summary>Ends a running trial.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="outcome">How it ended.</param>
    /// <exception cref="StudyException">The lease is lost.</exception>
    Trial FinishTrial(TrialLease lease, TrialOutcome outcome);

    /// <summary>Removes a study with all its trials.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <exception cref="StudyException">There is none of this key.</exception>
    void DeleteStudy(long studyId);

    /// <summary>Attributes of a study: JSON text by name.</summary>
    /// <param name="studyId">Key of the study.</param>
    IReadOnlyDictionary<string, string> ReadStudyAttributes(long studyId);

    /// <summary>Sets an attribute of a study.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="key">Name, 1 to 512 characters.</param>
    /// <param name="json">JSON text.</param>
    void SetStudyAttribute(long studyId, string key, string json);

    /// <summary>A whole study, to be imported elsewhere.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <exception cref="StudyException">There is none of this key, or a parameter has other choices in one trial than in another.</exception>
    StudyCopy ReadCopy(long studyId);

    /// <summary>Makes a study out of a copy, all or nothing. Finished trials stay as they are, with their times; waiting and running ones wait.</summary>
    /// <param name="copy">The copy.</param>
    /// <exception cref="StudyException">A study of this name exists, or the copy breaks a rule: numbers from 0 without gap, names, values for each objective, the same choices of a parameter in all trials.</exception>
    Study ImportStudy(StudyCopy copy);
}
