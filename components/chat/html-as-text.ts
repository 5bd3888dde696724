/** As much of a document's node as is needed here. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

/** Makes HTML in Markdown the text it is written as, so that it is read whole and never obeyed. */
export function htmlAsText() {
  return (document: Node): void => visit(document);
}

function visit(node: Node): void {
  if (!node.children) return;
  node.children = node.children.map((child) => {
    visit(child);
    if (child.type !== 'html') return child;
    const text = { type: 'text', value: child.value ?? '' };
    return node.type === 'root' ? { type: 'paragraph', children: [text] } : text;
  });
}
