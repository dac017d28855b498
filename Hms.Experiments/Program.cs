using Hms.Experiments.Commands;

return await HmsProgram.RunAsync(args, CommandTerminal.OfProcess());
