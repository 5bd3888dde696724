import { expect, it } from 'vitest';
import { codeBlocks, type CodeBlock } from '../support/guide';
import { copyProject } from '../support/project-copy';

const lines = (block: CodeBlock | undefined) => (block?.code ?? '').trim().split('\n');

it(
  'the guides to a first tool and a first agent work as written: files, commands, and what the build says',
  { timeout: 600_000 },
  async () => {
    const project = await copyProject();
    const [tool, build, classLine] = codeBlocks('first-tool.md');
    const file = tool?.settings['file'] ?? '';
    await project.write(file, tool?.code ?? '');
    const [command = ''] = lines(build);
    const without = await project.sh(command);
    expect(without.code).not.toBe(0);
    const complaints = without.printed.split('\n').filter((line) => line.includes('error TS'));
    expect(complaints.every((line) => line.startsWith(file))).toBe(true);
    expect(without.printed).toContain('reversibility');

    const after = new RegExp(`^.*\\b${classLine?.settings['after']}: .*\n`, 'm');
    await project.write(
      file,
      (tool?.code ?? '').replace(after, (line) => line + (classLine?.code ?? '')),
    );
    const blocks = codeBlocks('first-agent.md');
    for (const { settings, code } of blocks) if (settings['file']) await project.write(settings['file'], code);
    const commands = blocks.filter(({ language }) => language === 'sh').flatMap(lines);
    expect(commands).toEqual([command, expect.stringContaining('vitest')]);
    for (const line of commands) {
      const { code, printed } = await project.sh(line);
      expect(code, printed).toBe(0);
    }
  },
);
